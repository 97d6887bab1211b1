"""The exhibition stand: everything it shows goes to the browser at once, which then runs alone."""
