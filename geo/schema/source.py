"""The columns of a source, as the catalog and the exports have it."""

from __future__ import annotations

from typing import Annotated, TypedDict

from geo.schema.column import Column, fields_of


class SourceColumns(TypedDict):
    """A cited dataset or publication, in the sheet, table or list of sources."""

    id: Annotated[
        str,
        Column(
            label_zh="来源代码",
            label_en="Source id",
            meaning_zh="资料的固定代码。",
            meaning_en="The stable code of the source.",
            width=28,
            export=10,
        ),
    ]
    title: Annotated[
        str,
        Column(
            label_zh="题名",
            label_en="Title",
            meaning_zh="数据集或出版物的题名。",
            meaning_en="The title of the dataset or publication.",
            width=60,
            export=20,
        ),
    ]
    publisher: Annotated[
        str,
        Column(
            label_zh="发布者",
            label_en="Publisher",
            meaning_zh="发布者；来源未署名则注明“发布者未注明”。",
            meaning_en="Who publishes it, or that it names nobody.",
            width=34,
            export=30,
        ),
    ]
    licence: Annotated[
        str,
        Column(
            label_zh="许可",
            label_en="Licence",
            meaning_zh="其声明的许可，以文字写明；未声明的只采用事实。",
            meaning_en="The licence as declared, in words; where none is declared, only facts were "
            "taken.",
            width=34,
            export=50,
        ),
    ]
    date: Annotated[
        str,
        Column(
            label_zh="日期",
            label_en="Date",
            meaning_zh="发布日期；未注明则空。",
            meaning_en="The date of publication; empty where none is given.",
            export=40,
        ),
    ]
    address: Annotated[
        str,
        Column(
            label_zh="网址",
            label_en="Address",
            meaning_zh="来源自己的网址；没有，或所引各条网址不同，则空。",
            meaning_en="The address of the source itself; empty where it has none, or where its "
            "citations have different ones.",
            width=48,
            export=45,
        ),
    ]
    citations: Annotated[
        int,
        Column(
            label_zh="引用次数",
            label_en="Citations",
            meaning_zh="引用该资料的次数；只在 GeoPackage、API 和机器可读的说明中。",
            meaning_en="How often it is cited; only in GeoPackage, the API and what files say of "
            "themselves to programs.",
        ),
    ]


SOURCE = fields_of(SourceColumns)
