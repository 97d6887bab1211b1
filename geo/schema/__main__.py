"""`python -m geo.schema` prints the data dictionary (`docs/data-dictionary.md`)."""

from __future__ import annotations

import sys

from geo.schema.dictionary import data_dictionary

if __name__ == "__main__":
    sys.stdout.buffer.write(data_dictionary().encode())
