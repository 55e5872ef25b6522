"""All hostile files by name."""

from tests.hostile import disguises, encodings, entities, sizes, splices
from tests.hostile.sample import Hostile

FILES: dict[str, Hostile] = {
    file.name: file for family in (entities, encodings, sizes, disguises, splices) for file in family.FILES
}
