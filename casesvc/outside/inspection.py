"""Opens an uploaded file for what it claims to be; a name or a few first bytes prove nothing."""

import io
import warnings

import pikepdf
from PIL import Image, UnidentifiedImageError

from casesvc.cases.rejection import Rejection

IMAGE_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}
PIXELS = 50_000_000  # a picture that unpacks to more is a bomb, not a scan
PDF_START = b"%PDF-"


class FileInspection:
    """Keeps the promise of ``desk.Inspection``."""

    def media_type(self, content: bytes) -> str:
        """Return the media type. Raise Rejection file-wrong-type or file-broken."""
        return pdf_type(content) if content[:1024].lstrip().startswith(PDF_START) else image_type(content)


def pdf_type(content: bytes) -> str:
    """Open a PDF; one that is broken, locked or carries scripts is refused."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            root = pdf.Root
            if any(key in root for key in ("/OpenAction", "/AA")) or "/JavaScript" in root.get("/Names", {}):
                raise Rejection("file-active", "这个 PDF 含有脚本或自动动作，请重新打印为 PDF 后上传")
            if not pdf.pages:
                raise broken()
    except pikepdf.PasswordError:
        raise Rejection("file-locked", "这个 PDF 设有密码，请去掉密码后上传") from None
    except pikepdf.PdfError:
        raise broken() from None
    return "application/pdf"


def image_type(content: bytes) -> str:
    """Decode a picture whole; a cut-off one is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=list(IMAGE_TYPES)) as picture:
                if picture.width * picture.height > PIXELS:
                    raise too_many_pixels()
                picture.load()
                return IMAGE_TYPES[picture.format or ""]
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise too_many_pixels() from None
        except UnidentifiedImageError:
            raise Rejection("file-wrong-type", "这个文件不是 JPG、PNG 或 PDF，请转换格式后上传") from None
        except (OSError, SyntaxError, ValueError):
            raise broken() from None


def broken() -> Rejection:
    """Return the refusal of a file that does not open."""
    return Rejection("file-broken", "这个文件打不开，可能已损坏，请重新导出后上传")


def too_many_pixels() -> Rejection:
    """Return the refusal of a picture that is too big to open."""
    return Rejection("file-too-large", "这张图片的像素太多，请缩小到 5000 万像素以内再上传")
