"""Nothing opens by itself: every address that Qt would hand to another program is refused, unless the analyst opens it.

Qt asks the handler of a scheme before the system (reliability.md, finding 104), so a link that slips through
anywhere, in a label or a text, ends here and not in a browser.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

SCHEMES = tuple(
    "file http https ftp ftps sftp ssh telnet smb cifs nfs afp dav davs webdav webdavs ldap ldaps gopher rtsp mms"
    " mailto news nntp tel sms sip callto xmpp irc skype slack zoommtg msteams magnet market intent steam"
    " javascript vbscript data blob about view-source jar res resource chrome feed webcal mk its ms-its mhtml"
    " ms-word ms-excel ms-powerpoint ms-access ms-visio ms-msdt ms-settings ms-officecmd search search-ms shell"
    " apt snap help ghelp man info trash network computer recent mtp gphoto2 admin x-apple.systempreferences".split()
)
"""What systems are known to open by an address; what is not among them no handler can be set for."""


class LinkGuard(QObject):
    """Refuses addresses, and opens a file or folder of this machine when it is told to.

    Signals:
        refused(str): an address was to be opened, and was not.
    """

    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        for scheme in SCHEMES:
            self._refuse_all(scheme)

    @Slot(QUrl)
    def refuse(self, url: QUrl) -> None:
        """Open nothing."""
        self.refused.emit(url.toString())

    def open_path(self, path: Path) -> bool:
        """Have the system open a file or folder; tell whether it did. The one way out of the program.

        Whether it may be opened is for the caller to know: see ``opening.why_not``.
        """
        QDesktopServices.unsetUrlHandler("file")
        try:
            return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        finally:
            self._refuse_all("file")

    def _refuse_all(self, scheme: str) -> None:
        # The stub asks for bytes; the binding takes the method's name as text only.
        QDesktopServices.setUrlHandler(scheme, self, "refuse")  # type: ignore[arg-type]
