"""Makes the PDF and Word files among the samples: `uv run --with fpdf2 python -m tests.pages.make_files` (Noto CJK).

Their characters are those of the font's subset inside the file, as in files of the sites. The scanned one is a picture.
"""

import json
from pathlib import Path

from fpdf import FPDF

from flows.demo.word import word

HERE = Path(__file__).parent
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
SIMPLIFIED = 2
FILES = "cms_files/filemanager/1226211233/attach"

PLAN = """附件
@工业互联网平台高质量发展
@行动方案（2026—2028年）
为深入实施工业互联网创新发展工程，推动工业互联网平台高质量发展，更好服务新型工业化，制定本行动方案。
一、总体要求
到2028年，建成具有影响力的工业互联网平台450个以上，平台普及率突破55%，连接工业设备总数超过1.5亿台（套），培育一批面向重点行业的专业服务商。
二、重点任务
（一）实施平台强基行动。支持平台企业联合高校攻关工业数据模型、工业软件等短板技术，每年发布30项以上技术攻关榜单。（工业和信息化部负责）
（二）开展平台进园区行动。遴选建设200个“平台+园区”试点，推动园区内中小企业低成本上云用云。（工业和信息化部、财政部按职责分工负责）
（三）完善标准体系。制定工业互联网平台数据安全、互联互通等标准，推动标准国际互认。（市场监管总局、工业和信息化部按职责分工负责）
三、保障措施
各地要加大资金支持力度，统筹用好现有专项资金，引导金融机构加大对平台企业的信贷投放。""".splitlines()

DRAFT = """新能源汽车动力电池综合利用管理办法
（征求意见稿）
第一条　为了加强新能源汽车动力电池综合利用管理，制定本办法。
第二条　工业和信息化部建立全国动力电池溯源管理平台，对动力电池实行编码管理。
第三条　梯次利用企业应当具备年处理1万吨以上废旧动力电池的能力。""".splitlines()

NOTE = """起草说明
一、起草背景。2025年我国废旧动力电池回收量超过30万吨，需要完善管理制度。
二、主要内容。办法共分三条。""".splitlines()


def pdf(paragraphs: list[str]) -> bytes:
    """A PDF of pages with numbers; paragraphs are indented, those with `@` are centred."""
    made = _Numbered()
    made.add_font("noto", "", FONT, collection_font_number=SIMPLIFIED)
    made.set_font("noto", "", 16)
    made.set_margins(28, 30, 26)
    made.set_auto_page_break(True, 90)
    made.add_page()
    for one in paragraphs:
        centred = one.startswith("@")
        made.multi_cell(
            0, 11, one[1:] if centred else f"　　{one}", align="C" if centred else "J", new_x="LMARGIN", new_y="NEXT"
        )
    return bytes(made.output())


def scan() -> bytes:
    """A PDF of a page without a character."""
    made = FPDF()
    made.add_page()
    made.rect(20, 20, 160, 240, style="F")
    return bytes(made.output())


class _Numbered(FPDF):
    def header(self) -> None:
        self.cell(0, 10, "工业和信息化部", align="R", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-20)
        self.cell(0, 10, f"— {self.page_no()} —", align="C")


def keep(folder: str, url: str, name: str, body: bytes) -> None:
    """Write a sample."""
    (HERE / folder / name).write_bytes(body)
    (HERE / folder / "meta.json").write_text(json.dumps({"url": url}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    site, wap = f"https://www.miit.gov.cn/{FILES}", f"https://wap.miit.gov.cn/{FILES}"
    keep("miit-notices/plan-pdf-file", f"{site}/20267/2a1b2c3d4e5f60718293a4b5c6d7e8f9.pdf", "page.pdf", pdf(PLAN))
    draft, note = "miit-consultations/consult-battery-draft", "miit-consultations/consult-battery-note"
    keep(draft, f"{site}/20269/5a1b2c3d4e5f60718293a4b5c6d7e8f9.docx", "page.docx", word(DRAFT))
    keep(note, f"{wap}/20269/6a1b2c3d4e5f60718293a4b5c6d7e8f9.docx", "page.docx", word(NOTE))
    law = "https://www.gov.cn/zhengce/content/202608/content_7039918/files/5f0e1d2c3b4a.pdf"
    keep("govcn-policies/policy-battery-file", law, "page.pdf", scan())
