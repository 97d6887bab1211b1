"""The file uploader of all pages: read once, then cleared; errors are shown below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from geo.errors import LocalizedError
from geo.ui.escaping import error_text
from geo.ui.state.session import Page, Upload, widget_value
from geo.web.uploads import ORDINARY

Read = Callable[[str, bytes], None]


def draw_uploader(
    page: Page,
    name: str,
    label: str,
    types: Sequence[str] | None,
    read: Read,
    help: str | None = None,
    *,
    several: bool = False,
    megabytes: int = ORDINARY // 1024**2,
) -> None:
    """Draw the box, and the error of its last file; `types` are endings without a dot.

    None takes files of any name: `read` then looks at their content and says what is wrong, which
    the browser could not for a file without an ending.

    With `several`, one upload may have several files: those that can be read are, the box is
    cleared, and the errors of the others are shown below it until the next upload. `megabytes` is
    what the browser accepts.

    `read` is called once with name and content of a file, and changes the session. When it raises a
    `LocalizedError`, having changed nothing, the box keeps the file until the next one, to show
    which file failed.
    """
    upload = page.session.uploads.setdefault(name, Upload())
    key = f"{name}_{upload.round}"
    held = st.file_uploader(
        label,
        type=None if types is None else list(types),
        accept_multiple_files=several,
        max_upload_size=megabytes,
        key=key,
        help=help,
        on_change=_on_files if several else _on_file,
        args=(upload, key, read),
    )
    for error in upload.errors:
        st.error(error_text(error, page.lang))
    if held is not None and upload.error:
        st.error(error_text(upload.error, page.lang))


def _on_file(upload: Upload, key: str, read: Read) -> None:
    """Read the file; an empty box then replaces it.

    Otherwise, a second file would first report the removal of the old one.
    """
    given = widget_value(key)
    upload.error = None
    if given is None:
        return
    try:
        read(given.name, given.getvalue())
    except LocalizedError as error:
        upload.error = error.with_traceback(None)  # which would hold what was read of the file
        return
    upload.round += 1


def _on_files(upload: Upload, key: str, read: Read) -> None:
    """Read all files that can be read."""
    upload.errors = []
    for given in widget_value(key) or ():
        try:
            read(given.name, given.getvalue())
        except LocalizedError as error:
            upload.errors.append(error.with_traceback(None))
    upload.round += 1
