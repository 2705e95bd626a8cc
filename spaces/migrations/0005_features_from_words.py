"""Tick what the free text of features named by itself. The text stays as it was written, so that nothing is
lost either way: going back only unticks."""

from django.db import migrations

WORDS = {
    "has_three_phase": ("three-phase", "three-phase power", "380 v", "400 v", "trifase", "corrente trifase"),
    "has_extraction": ("extraction", "dust extraction", "aspirazione", "estrazione"),
    "has_loading": ("loading", "loading access", "loading bay", "carico", "carico e scarico"),
    "has_water": ("water", "water and drain", "acqua", "acqua e scarico"),
    "allows_noise": ("noise", "noise allowed", "rumore", "rumore ammesso"),
    "is_step_free": ("step-free", "step-free access", "senza gradini", "senza barriere"),
}


def parts(text):
    """What stands between commas and semicolons: "no extraction" is no "extraction"."""
    return {part.strip().rstrip(".").lower() for part in text.replace(";", ",").split(",")}


def tick(apps, schema_editor):
    spaces = apps.get_model("spaces", "Space").objects
    for space in spaces.exclude(features="").only("features", *WORDS):
        named = [field for field, words in WORDS.items() if parts(space.features) & set(words)]
        if named:
            spaces.filter(pk=space.pk).update(**dict.fromkeys(named, True))


def untick(apps, schema_editor):
    apps.get_model("spaces", "Space").objects.update(**dict.fromkeys(WORDS, False))


class Migration(migrations.Migration):
    dependencies = [("spaces", "0004_what_a_space_offers")]

    operations = [migrations.RunPython(tick, untick)]
