"""Areas drawn and edited on the map by real clicks, drags, fingers and keys.

The view is known (`at=` of the address), so that a click is a place: which places an area holds is compared with
shapely on the coordinates that were clicked.
"""
