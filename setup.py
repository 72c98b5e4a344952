"""Puts the resources, which lie beside the package in a checkout, inside it in a wheel."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithResources(build_py):
    """Builds the package with ``resources/`` in it, less the scripts that make them."""

    def run(self) -> None:
        """Copy the modules, then the resources; an editable install finds those where they are."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "monitor" / "resources"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree("resources", target, ignore=shutil.ignore_patterns("build", "__pycache__"))


setup(cmdclass={"build_py": BuildWithResources})
