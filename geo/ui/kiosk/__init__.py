"""The exhibition kiosk: everything it shows goes to the browser at once, which then runs alone."""
