"""The list of fields of activity, mapped to the sections and divisions of ATECO 2025."""

from django.db import migrations

FIELDS = [
    ("woodworking", "Woodworking", "Legno", "C16, C31"),
    ("metalworking", "Metalworking", "Metalli", "C24, C25"),
    ("mechanics", "Mechanics and vehicles", "Meccanica e veicoli", "C28, C29, C30"),
    ("textiles", "Textiles and clothing", "Tessile e abbigliamento", "C13, C14"),
    ("leather", "Leather and shoes", "Pelle e calzature", "C15"),
    ("ceramics", "Ceramics and glass", "Ceramica e vetro", "C23"),
    ("printing", "Printing and paper", "Stampa e carta", "C17, C18"),
    ("jewellery", "Jewellery", "Oreficeria", "C32.1"),
    ("instruments", "Musical instruments", "Strumenti musicali", "C32.2"),
    ("restoration", "Restoration and upholstery", "Restauro e tappezzeria", "C31, R90, S95.2"),
    ("food", "Food and drink making", "Alimentari e bevande", "C10, C11"),
    ("farming", "Farming and gardens", "Agricoltura e giardini", "A01, N81.3"),
    ("construction", "Building and plant", "Edilizia e impianti", "F41, F43"),
    ("electronics", "Electronics and electrical", "Elettronica ed elettrotecnica", "C26, C27"),
    ("digital", "Software and digital", "Software e digitale", "J60, K62, K63"),
    ("design", "Product and graphic design", "Design di prodotto e grafica", "N74.1"),
    ("architecture", "Architecture and engineering", "Architettura e ingegneria", "N71"),
    ("visual_arts", "Visual arts", "Arti visive", "R90.1"),
    ("performing_arts", "Music, theatre and dance", "Musica, teatro e danza", "R90.2"),
    ("publishing", "Publishing, photo and film", "Editoria, foto e cinema", "J58, J59, N74.2"),
    ("education", "Education and training", "Formazione", "Q85"),
    ("health", "Health and care", "Salute e cura", "R86, R88"),
    ("repair", "Repair and reuse", "Riparazione e riuso", "S95, E38"),
    ("logistics", "Transport and logistics", "Trasporti e logistica", "H49, H52"),
]


def add_fields(apps, schema_editor):
    field = apps.get_model("members", "Field")
    for code, name_en, name_it, ateco in FIELDS:
        field.objects.create(code=code, name_en=name_en, name_it=name_it, ateco=ateco)


def remove_fields(apps, schema_editor):
    apps.get_model("members", "Field").objects.filter(code__in=[row[0] for row in FIELDS]).delete()


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [migrations.RunPython(add_fields, remove_fields, elidable=False)]
