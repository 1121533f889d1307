"""Downloads the pinned packages into a cache folder and tells where their files lie."""

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
DEBIAN = ["scowl"]


class Sources:
    """The unpacked packages, by the name they have in their registry."""

    def __init__(self, cache):
        self.cache = Path(cache)

    def path(self, package, inner):
        """A file of a package, wherever the archive's own top folder put it."""
        for root in (self.cache / "unpacked" / package).iterdir():
            for top in (root.parent, root):
                if (top / inner).exists():
                    return top / inner
        raise FileNotFoundError(f"{package}: {inner}")

    def importable(self, package):
        """Lets Python import a package from the cache, without installing it."""
        folder = str(self.cache / "unpacked" / package)
        if folder not in sys.path:
            sys.path.insert(0, folder)

    def fetch(self):
        """Brings every package that is not in the cache yet."""
        done = self.cache / "fetched.json"
        wanted = _pins()
        if done.exists() and json.loads(done.read_text()) == wanted:
            return
        for folder in ("archives", "unpacked"):
            shutil.rmtree(self.cache / folder, ignore_errors=True)
        (self.cache / "archives").mkdir(parents=True)
        self._fetch_pypi()
        self._fetch_npm()
        self._fetch_debian()
        done.write_text(json.dumps(wanted))

    def _fetch_pypi(self):
        archives = self.cache / "archives" / "pypi"
        _run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
              "-r", str(HERE / "requirements.txt"), "-d", str(archives)])
        for archive in archives.iterdir():
            package = archive.name.split("-")[0].lower().replace("_", "-")
            self._unpack(archive, package)

    def _fetch_npm(self):
        archives = self.cache / "archives" / "npm"
        archives.mkdir()
        for package, version in json.loads((HERE / "package.json").read_text())["dependencies"].items():
            packed = _run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=archives)
            self._unpack(archives / packed.split()[-1], package.split("/")[-1])

    def _fetch_debian(self):
        archives = self.cache / "archives" / "debian"
        archives.mkdir()
        for package in DEBIAN:
            _run(["apt-get", "download", package], cwd=archives)
            folder = self.cache / "unpacked" / package
            folder.mkdir(parents=True)
            (archive,) = archives.glob(f"{package}_*.deb")
            _run(["dpkg-deb", "--extract", str(archive), str(folder)])

    def _unpack(self, archive, package):
        folder = self.cache / "unpacked" / package
        folder.mkdir(parents=True)
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as zipped:
                zipped.extractall(folder)
        else:
            with tarfile.open(archive) as tarred:
                tarred.extractall(folder, filter="data")


def _pins():
    """What the cache is for: when a pin changes, the cache is made anew."""
    return [(HERE / name).read_text() for name in ("requirements.txt", "package.json")] + DEBIAN


def _run(command, cwd=None):
    done = subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout
