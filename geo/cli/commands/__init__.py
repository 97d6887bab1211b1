"""What each command does.

Options are checked before the slow data libraries are imported, so that a wrong one is answered at
once; hence the imports within functions.
"""
