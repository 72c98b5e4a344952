"""What Windows shows of a program among its properties."""

from pathlib import Path

import common

TEMPLATE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", {title!r}),
      StringStruct("FileDescription", {description!r}),
      StringStruct("FileVersion", {version!r}),
      StringStruct("InternalName", {name!r}),
      StringStruct("LegalCopyright", {copyright!r}),
      StringStruct("OriginalFilename", {file!r}),
      StringStruct("ProductName", {title!r}),
      StringStruct("ProductVersion", {version!r}),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""
DESCRIPTIONS = {common.COMMAND: f"{common.TITLE}, command line", common.WINDOW: common.TITLE}


def write(folder: str, name: str) -> str:
    """Write the version of one program, as PyInstaller's EXE reads it, into a folder and return the file's path."""
    version = common.version()
    file = Path(folder) / f"{name}-version.txt"
    text = TEMPLATE.format(
        numbers=(*(int(number) for number in version.split(".")), 0),
        title=common.TITLE,
        description=DESCRIPTIONS[name],
        version=version,
        name=name,
        copyright=common.COPYRIGHT,
        file=f"{name}.exe",
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return str(file)
