"""What rekordbox calls the columns of its lists, in the languages it speaks.

The English titles are those of genuine lists, the first Japanese ones of each field
stand in another project's tests (``#``, トラックタイトル, アーティスト, アルバム, キー,
時間, コメント). The others are the words these languages have for it and were not met
in a file; a title that is not here leaves its column out.
"""

from clubplanner.music.text import fold

_TITLES = {
    "title": "Track Title|Title|Track-Titel|Tracktitel|Titel|Titelname|Titre"
    "|Titre du morceau|Titre de la piste|Título|Título de la pista|Titolo|Titolo brano"
    "|Titolo traccia"
    "|トラックタイトル|タイトル|曲名",
    "artist": "Artist|Interpret|Künstler|Artiste|Artista|Artiest|アーティスト",
    "album": "Album|Álbum|アルバム",
    "genre": "Genre|Género|Genere|ジャンル",
    "label": "Label|Plattenlabel|Sello|Etichetta|レーベル",
    "remixer": "Remixer|Remixeur|Remezclador|リミキサー",
    "mix": "Mix Name|Mix-Name|Mixname|Nom du mix|Nombre de mezcla|Nome mix|ミックス名",
    "writers": "Composer|Komponist|Compositeur|Compositor|Compositore|作曲者",
    "grouping": "Grouping|Gruppierung|Groupe|Agrupación|Raggruppamento",
    "isrc": "ISRC",
    "bpm": "BPM",
    "key": "Key|Tonart|Tonalité|Clé|Tonalidad|Clave|Tonalità|Chiave|キー",
    "rating": "Rating|Bewertung|Évaluation|Note|Valoración|Clasificación|Puntuación"
    "|Valutazione|レーティング|評価",
    "length": "Time|Zeit|Dauer|Spielzeit|Temps|Durée|Tiempo|Duración|Durata|時間",
    "comment": "Comments|Comment|Kommentare|Kommentar|Commentaires|Commentaire"
    "|Comentarios|Comentario|Commenti|Commento|コメント",
    "year": "Year|Jahr|Année|Año|Anno|年",
    "path": "Location|Speicherort|Pfad|Emplacement|Ubicación|Posizione|Percorso|場所",
    "file_name": "File Name|Dateiname|Nom du fichier|Nombre de archivo|Nome file"
    "|ファイル名",
}

COLUMNS = {
    fold(title): field
    for field, titles in _TITLES.items()
    for title in titles.split("|")
}
"""The field of each folded column title."""

PROOF = frozenset((fold("Track Title"), fold("トラックタイトル")))
"""Titles that rekordbox alone is known to use."""
