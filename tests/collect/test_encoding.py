"""Bytes become the text that was written, or say that they are a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.collect.encoding import clean_text, decode, python_encoding, replace_unstorable

TEXTS = {
    "fr": "La préfète a précisé que l’enquête, ouverte à Forêt-sur-Mer, « ne fait que commencer » ; le maire "
    "était à l’écoute.",
    "de": "Die Bürgermeisterin von Möhringen prüft, ob größere Züge über die Brücke fahren dürfen; Fußgänger "
    "müssen warten.",
    "es": "El alcalde señaló que la próxima sesión será mañana; «no habrá más demoras», añadió en la comisión de "
    "Logroño.",
    "pl": "Burmistrz oświadczył w środę, że żołnierze wrócą do koszar. Źródła w urzędzie potwierdziły, że "
    "sytuacja się poprawiła.",
    "cs": "Starosta řekl, že radnice příští týden předloží návrh, který změní způsob financování škol. Opozice "
    "ho označila za špatný.",
    "hu": "A polgármester közölte, hogy a jövő héten új javaslatot terjesztenek elő az iskolák működéséről. "
    "Őszintén örülünk.",
    "tr": "Belediye başkanı çarşamba günü görüşmelerin gelecek hafta İstanbul'da süreceğini söyledi. Müdür de "
    "doğruladı.",
    "ru": "Мэр заявил в среду, что переговоры продолжатся на следующей неделе. Представители совета подтвердили "
    "эту информацию.",
    "el": "Ο δήμαρχος δήλωσε την Τετάρτη ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα στην Πάτρα.",
    "he": "ראש העיר אמר ביום רביעי כי השיחות יימשכו בשבוע הבא בחיפה. גורמים בעירייה אישרו את הדברים.",
    "ar": "قال رئيس البلدية يوم الأربعاء إن المحادثات ستستمر الأسبوع المقبل في عدن. وأكد مسؤولون ذلك.",
    "ja": "市長は水曜日、協議は来週大阪で続けられると述べた。市の関係者もこれを確認した。",
    "zh": "市长星期三表示，会谈将于下周在上海继续举行。市政府官员证实了这一消息。",
    "tw": "市長星期三表示，會談將於下週在高雄繼續舉行。市政府官員證實了這一消息。",
    "ko": "시장은 수요일 회담이 다음 주 부산에서 계속될 것이라고 말했다. 시 관계자들도 이를 확인했다.",
    "th": "นายกเทศมนตรีกล่าวเมื่อวันพุธว่าการเจรจาจะดำเนินต่อไปในสัปดาห์หน้าที่เชียงใหม่",
}
UNDECLARED = [
    *(
        ("fr", name)
        for name in (
            "utf-8",
            "utf-8-sig",
            "utf-16",
            "utf-16-le",
            "utf-16-be",
            "utf-32",
            "utf-32-be",
            "cp1252",
            "latin-1",
        )
    ),
    *(("de", name) for name in ("latin-1", "cp1252", "utf-32-le")),
    *(("es", name) for name in ("cp1252", "iso8859-15")),
    *(("pl", name) for name in ("cp1250", "iso8859-2")),
    *(("cs", name) for name in ("cp1250", "iso8859-2")),
    *(("hu", name) for name in ("cp1250", "iso8859-2")),
    *(("tr", name) for name in ("cp1254", "iso8859-9")),
    *(("ru", name) for name in ("cp1251", "koi8-r", "iso8859-5", "cp866", "utf-16-le", "utf-16-be")),
    ("el", "cp1253"),
    ("he", "cp1255"),
    ("ar", "cp1256"),
    ("ja", "shift_jis"),
    ("ja", "euc_jp"),
    ("ja", "iso2022_jp"),
    ("zh", "gb18030"),
    ("tw", "big5"),
    ("ko", "euc_kr"),
    ("th", "cp874"),
]


@pytest.mark.parametrize(("language", "encoding"), UNDECLARED)
def test_a_text_is_read_as_it_was_written(language: str, encoding: str) -> None:
    written = TEXTS[language].encode(encoding, "ignore")
    assert decode(written).text == written.decode(encoding).removeprefix("\ufeff")


@pytest.mark.parametrize(("language", "encoding"), [("de", "cp850"), ("fr", "mac_roman"), ("ru", "mac_cyrillic")])
def test_a_declared_encoding_is_believed_where_it_fits(language: str, encoding: str) -> None:
    written = TEXTS[language].encode(encoding, "ignore")
    found = decode(written, declared=encoding)
    assert (found.text, found.doubtful) == (written.decode(encoding), False)


def test_utf8_wins_over_a_wrong_declaration() -> None:
    assert decode(TEXTS["de"].encode(), declared="iso-8859-1").text == TEXTS["de"]


def test_a_page_that_says_latin1_means_cp1252() -> None:
    assert decode("“Küche” – 5 €".encode("cp1252"), declared="ISO-8859-1").text == "“Küche” – 5 €"


def test_a_stray_byte_does_not_spoil_a_utf8_text() -> None:
    found = decode((TEXTS["fr"] * 5).encode() + b" caf\xe9")
    assert found.text.endswith(" café")
    assert found.doubtful


def test_a_guess_between_look_alikes_is_marked() -> None:
    assert decode("Übermäßig".encode("cp850") * 3).doubtful


@pytest.mark.parametrize("name", ["rot13", "idna", "zip", "unicode_escape", "no-such-thing", "", None, "ut\0f"])
def test_names_that_are_no_encoding_of_documents_are_ignored(name: str | None) -> None:
    assert python_encoding(name) is None


def test_nul_and_lone_surrogates_become_replacement_characters() -> None:
    assert replace_unstorable("a\0b\ud800c😀") == "a\ufffdb\ufffdc😀"
    assert decode(b"one\0two and more words").text == "one\ufffdtwo and more words"


def test_line_ends_become_lf_and_nothing_else_changes() -> None:
    assert clean_text("\ufeff  a \r\nb\rc\n\x0b\u2028 d \t") == "  a \nb\nc\n\x0b\u2028 d \t"


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "shift_jis", "utf-16", "nonsense"]))
def test_any_bytes_decode_to_storable_text(data: bytes, declared: str | None) -> None:
    text = decode(data, declared=declared).text
    assert "\0" not in text
    text.encode("utf-8")


def test_a_stray_byte_behind_a_byte_order_mark_is_read_as_elsewhere() -> None:
    decoded = decode(b"\xef\xbb\xbfValid: \xc3\xa9. Stray: Espa\xf1a.")
    assert (decoded.text, decoded.encoding, decoded.doubtful) == ("Valid: é. Stray: España.", "utf-8", True)
