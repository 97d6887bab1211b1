"""The typed session of a visitor: plain values and the methods that widgets call."""
