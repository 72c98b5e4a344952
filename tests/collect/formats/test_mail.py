"""A mail is an article: headers first, its text, and each attachment as a member of its own."""

import email.message
import email.policy

import pytest

from monitor.core.collect.opening import RawFile
from monitor.core.collect.read import read_bytes
from monitor.core.records import Document, Refusal

TEXT = "Ferry to Ostby runs again\n\nThe ferry left Ostby on Monday with forty passengers, its captain said.\n"
HTML = "<h1>Bridge opens</h1><p>The bridge of Ostby opened on Friday, two years late.</p>"


def a_mail(*, text: str = TEXT, **headers: str) -> email.message.EmailMessage:
    message = email.message.EmailMessage(policy=email.policy.default)
    message["From"] = headers.get("From", "Ostby Post <desk@ostby-post.example>")
    message["To"] = "desk@example.org"
    message["Subject"] = headers.get("Subject", "Ferry to Ostby runs again")
    message["Date"] = "Mon, 04 Mar 2024 08:30:00 +0100"
    for name in headers.keys() - {"From", "Subject"}:
        message[name] = headers[name]
    message.set_content(text)
    return message


def read(data: bytes, name: str = "clip.eml") -> list[Document | Refusal]:
    return list(read_bytes(RawFile(name, data, "")))


def document(data: bytes, name: str = "clip.eml") -> Document:
    (found,) = read(data, name)
    assert isinstance(found, Document)
    return found


def test_the_headers_give_title_date_and_source() -> None:
    found = document(a_mail().as_bytes(), "clip.bin")
    assert (found.title, found.source, found.published) == (
        "Ferry to Ostby runs again",
        "Ostby Post",
        "Mon, 04 Mar 2024 08:30:00 +0100",
    )
    assert (found.format, found.text, found.bylines) == ("eml", TEXT, ())


def test_who_writes_for_an_organisation_is_the_author() -> None:
    found = document(a_mail(From="Ida Holm <ida@ostby-post.example>", Organization="Ostby Post").as_bytes())
    assert (found.source, found.bylines) == ("Ostby Post", ("Ida Holm",))


def test_headers_in_other_alphabets_and_over_several_lines() -> None:
    found = document(a_mail(Subject="Паром до Остбю снова ходит, сказал капитан в понедельник утром").as_bytes())
    assert found.title == "Паром до Остбю снова ходит, сказал капитан в понедельник утром"


def test_raw_bytes_in_a_header_are_guessed_not_lost() -> None:
    data = a_mail().as_bytes().replace(b"Subject: Ferry to Ostby", "Subject: Fähre nach Østby".encode())
    assert document(data).title == "Fähre nach Østby runs again"


def test_plain_text_is_preferred_and_html_read_where_there_is_no_other() -> None:
    both = a_mail()
    both.add_alternative(HTML, subtype="html")
    assert document(both.as_bytes()).text.strip() == TEXT.strip()
    alone = a_mail()
    alone.set_content(HTML, subtype="html")
    found = document(alone.as_bytes())
    assert found.text == "Bridge opens\n\nThe bridge of Ostby opened on Friday, two years late."
    assert found.headings == ((0, 12),)


def test_a_notice_instead_of_plain_text_gives_way_to_the_html() -> None:
    message = a_mail(text="Your program cannot show this message.")
    message.add_alternative(f"<p>{'The ferry left Ostby on Monday morning. ' * 20}</p>", subtype="html")
    assert document(message.as_bytes()).text.startswith("The ferry left Ostby")


def test_attachments_are_members_after_the_mail() -> None:
    message = a_mail()
    message.add_attachment(b"The mayor of Ostby resigned on Tuesday.\n", "text", "plain", filename="mayor.txt")
    message.add_attachment(b"\x89PNG\r\n\x1a\n\0\0", "image", "png", filename="photo.png")
    message.add_attachment(a_mail(Subject="Second"))
    found = read(message.as_bytes())
    assert [(each.member, isinstance(each, Document)) for each in found] == [
        (None, True),
        ("mayor.txt", True),
        ("photo.png", False),
        ("Second.eml", True),
    ]


def test_a_picture_that_the_html_shows_is_no_attachment() -> None:
    message = a_mail()
    message.add_alternative(HTML, subtype="html")
    message.get_payload()[1].add_related(b"\x89PNG\r\n\x1a\n\0\0", "image", "png", cid="<logo>")
    assert len(read(message.as_bytes())) == 1


def test_a_mailbox_holds_a_message_each() -> None:
    box = b"".join(
        b"From desk@example.org Mon Mar  4 08:30:00 2024\n"
        + a_mail(text=f"Story {n}\n\nFrom here on.\n").as_bytes().replace(b"\nFrom here", b"\n>From here")
        + b"\n"
        for n in (1, 2, 3)
    )
    found = read(box, "clips")
    assert [each.member for each in found] == ["message 1", "message 2", "message 3"]
    assert all(isinstance(each, Document) and "\nFrom here on." in each.text for each in found)


def test_a_flowed_text_is_unwrapped() -> None:
    data = a_mail(text="The ferry left \nOstby on Monday.\n").as_bytes()
    data = data.replace(b'text/plain; charset="utf-8"', b"text/plain; charset=utf-8; format=flowed")
    assert document(data).text == "The ferry left Ostby on Monday.\n"


def test_a_saved_page_is_read_as_the_page_that_it_is() -> None:
    page = f'<html><head><meta property="og:site_name" content="Ostby Post"></head><body>{HTML}</body></html>'
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ostby-post.example/bridge\r\n"
        "Subject: Bridge opens\r\nDate: Fri, 8 Mar 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b1"\r\n\r\n'
        "--b1\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Location: https://ostby-post.example/bridge\r\n\r\n{page}\r\n"
        "--b1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--b1--\r\n"
    )
    found = document(data.encode(), "page.mhtml")
    assert (found.format, found.title, found.source) == ("mhtml", "Bridge opens", "Ostby Post")
    assert (found.url, found.published) == ("https://ostby-post.example/bridge", None)


@pytest.mark.parametrize(("data", "code"), [(a_mail(text=" ").as_bytes(), "empty")])
def test_a_mail_without_text_is_refused(data: bytes, code: str) -> None:
    (found,) = read(data)
    assert isinstance(found, Refusal)
    assert found.reason.code == code


def test_a_text_with_headers_above_it_is_no_mail() -> None:
    assert (
        document(b"From: Ida Holm\nSubject: Ferry\nDate: 4 March 2024\n\n" + TEXT.encode(), "notes.txt").format
        == "text"
    )


def test_parts_inside_parts_without_end_are_read_as_text() -> None:
    head = b"From: a@example.org\nMIME-Version: 1.0\nSubject: Nest\n"
    nest = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000))
    found = document(head + nest + b"Content-Type: text/plain\n\nDeepest words of Ostby\n")
    assert "Deepest words of Ostby" in found.text


def saved(*pages: str) -> bytes:
    parts = "".join(
        f"--b1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://x.example/{n}\r\n\r\n{page}\r\n"
        for n, page in enumerate(pages)
    )
    head = "From: <Saved by Blink>\r\nSubject: Saved\r\nMIME-Version: 1.0\r\n"
    return f'{head}Content-Type: multipart/related; boundary="b1"\r\n\r\n{parts}--b1--\r\n'.encode()


BAND = "The band played on and on. " * 9
ARTICLE = f"<html><head><title>Bridge opens</title></head><body>{HTML}<p>{BAND}</p></body></html>"


def test_the_frames_of_a_saved_page_are_around_its_article() -> None:
    found = document(saved(ARTICLE, "<p>Weather in Ostby: rain</p>", "<script>1</script>", ARTICLE), "page.mhtml")
    assert [found.text[start:end] for start, end in found.furniture][-1] == "Weather in Ostby: rain"
    assert found.text.endswith("Weather in Ostby: rain")
    assert found.text.count("two years late") == 1
    assert found.title == "Bridge opens"


def test_of_a_page_of_frames_the_fullest_is_the_article() -> None:
    frames = "<html><head><title>Ostby Post</title></head><frameset><frame src='1'><frame src='2'></frameset></html>"
    found = document(saved(frames, "<p>Home</p><p>World</p>", ARTICLE), "page.mhtml")
    assert found.title == "Bridge opens"
    assert found.text.startswith("Bridge opens")
    assert "Home" in "".join(found.text[start:end] for start, end in found.furniture)
