"""Make a virtual environment and install a lock file into it: `install.py FOLDER LOCK`.

Make runs this with any installed Python, so its syntax must also suit old versions, for which it
prints what is needed. An interrupted installation is restarted.
"""

import os
import subprocess
import sys

NEEDED = (3, 11)
MARKER = ".installing"  # marks an incomplete installation


def main():
    """Return one line that says what is wrong, or None."""
    if sys.version_info < NEEDED:
        return (
            "Shutu needs Python 3.11 or newer, and this is {}.{}. Name a newer one: "
            "make run PYTHON=python3.11"
        ).format(*sys.version_info[:2])
    folder, lock = sys.argv[1:]
    marker = os.path.join(folder, MARKER)
    python = os.path.join(folder, "bin", "python")
    if os.path.exists(marker) or not _works(python):
        problem = _make(folder)
        if problem:
            return problem
    open(marker, "w").close()
    print("Installing {} into {} (a minute or two, once)".format(lock, folder))
    sys.stdout.flush()
    done = _quietly(
        [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            "--require-hashes",
            "-r",
            lock,
        ]
    )
    if done.returncode:
        return (
            "{}\nThe installation of {} failed, for the reason above; "
            "the same command tries it again"
        ).format(done.stderr.strip(), lock)
    os.remove(marker)
    return None


def _make(folder):
    """A new, empty environment; what is wrong, or None."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return (
            "This Python cannot make a virtual environment. "
            "Debian, Ubuntu: sudo apt install python3-venv"
        )
    done = _quietly([sys.executable, "-m", "venv", "--clear", folder])
    return (done.stderr or done.stdout).strip() if done.returncode else None


def _works(python):
    """Whether an environment has a Python that is new enough, and pip."""
    check = "import sys, pip; sys.exit(sys.version_info < {})".format(NEEDED)
    return os.path.exists(python) and not _quietly([python, "-c", check]).returncode


def _quietly(command):
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; the same command begins the installation anew\n")
        sys.exit(130)
