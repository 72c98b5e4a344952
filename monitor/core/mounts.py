"""On what kind of disk a folder lies: shares of other machines send no events when a file comes."""

import os
import re
import sys
from pathlib import Path

NETWORK_KINDS = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs afs afpfs ncpfs 9p davfs webdav ceph glusterfs lustre beegfs "
    "fuse.sshfs fuse.rclone fuse.davfs fuse.davfs2 fuse.gvfsd-fuse fuse.glusterfs fuse.s3fs fuse.smbnetfs vboxsf "
    "fuse.vmhgfs-fuse prl_fs drvfs virtiofs".split()
)
"""Kinds of file systems whose changes come from elsewhere."""

_MOUNTS = Path("/proc/self/mounts")
_ESCAPE = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4  # GetDriveType: DRIVE_REMOTE


def is_on_network(folder: str) -> bool:
    """Tell whether a folder lies on another machine, as far as this system says."""
    real = os.path.realpath(folder)
    if sys.platform == "win32":
        return _is_remote_drive(real)
    try:
        table = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # a system without the table: the user has to ask for polling
        return False
    return mount_kind(real, table) in NETWORK_KINDS


def mount_kind(folder: str, table: str) -> str:
    """Return the kind of file system that a folder lies on, by the lines of ``/proc/mounts``; "" where none does."""
    found = ("", "")
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        place = _ESCAPE.sub(lambda escape: chr(int(escape.group(1), 8)), fields[1])
        inside = folder == place or folder.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(found[0]):  # the last of the same place lies on top
            found = (place, fields[2])
    return found[1]


def _is_remote_drive(path: str) -> bool:
    if path.startswith("\\\\"):
        return True
    if sys.platform != "win32":
        return False
    import ctypes

    drive = os.path.splitdrive(path)[0] + "\\"
    return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == _REMOTE_DRIVE)
