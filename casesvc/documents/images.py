"""Photos for printing: upright, no larger than print needs, without what the camera noted."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

PRINT_DPI = 300
MOST_PIXELS = 50_000_000
QUALITY = 88


class ImageUnusable(Exception):
    """The bytes are not an image that can be printed."""


def scaled(data: bytes, width: float, height: float) -> tuple[bytes, float, float]:
    """JPEG bytes for a box of `width` x `height` points, and the size within the box that keeps the proportions."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ImageUnusable
            upright = _on_white(ImageOps.exif_transpose(image))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ImageUnusable from error
    ratio = min(width / upright.width, height / upright.height)
    shown = (upright.width * ratio, upright.height * ratio)
    upright.thumbnail((round(width / 72 * PRINT_DPI), round(height / 72 * PRINT_DPI)), Image.Resampling.LANCZOS)
    output = io.BytesIO()
    upright.save(output, "JPEG", quality=QUALITY)
    return output.getvalue(), *shown


def _on_white(image: Image.Image) -> Image.Image:
    """RGB without transparency."""
    if image.mode not in {"RGBA", "LA", "PA", "P"}:
        return image.convert("RGB")
    see_through = image.convert("RGBA")
    ground = Image.new("RGBA", see_through.size, "white")
    return Image.alpha_composite(ground, see_through).convert("RGB")
