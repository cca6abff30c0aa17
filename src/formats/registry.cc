#include "formats/registry.h"

#include "formats/archive.h"
#include "formats/ascii.h"
#include "formats/audio.h"
#include "formats/book.h"
#include "formats/c2pa.h"
#include "formats/datacite.h"
#include "formats/feed.h"
#include "formats/html.h"
#include "formats/image.h"
#include "formats/mail.h"
#include "formats/newsml.h"
#include "formats/ninjs.h"
#include "formats/nitf.h"
#include "formats/office.h"
#include "formats/old_office.h"
#include "formats/pdf.h"
#include "formats/plain_text.h"
#include "formats/rtf.h"
#include "formats/spreadsheet.h"
#include "formats/wire.h"
#include "formats/xmp.h"

#include <algorithm>
#include <array>
#include <string>

namespace imprimatur {
namespace {

// A format begins within this many bytes, or not at all.
constexpr std::size_t kSniffBytes = 4096;

constexpr std::array kFormats = {
    Format{"text",
           "Plain text",
           "txt text asc log",
           "text/plain",
           "zones by shape",
           nullptr,
           make_plain_text_reader},
    Format{"markdown",
           "Markdown",
           "md markdown mdown mkd",
           "text/markdown text/x-markdown",
           "zones by shape, front matter",
           nullptr,
           make_markdown_reader},
    Format{
        "html",
        "HTML page",
        "html htm xhtml xht shtml",
        "text/html application/xhtml+xml",
        "article, captions, quotations and page frame; rights in meta, links, JSON-LD, microdata",
        is_html,
        make_html_reader},
    Format{"mailbox",
           "Mailbox (mbox)",
           "mbox mbx",
           "application/mbox",
           "a document for each message, its attachments as members",
           is_mailbox,
           make_mailbox_reader},
    Format{"mail",
           "Message (EML)",
           "eml mime mht mhtml",
           "message/rfc822 multipart/related",
           "sender, subject, the body once, each attachment as a member",
           is_mail,
           make_mail_reader},
    Format{"rtf",
           "Rich Text Format",
           "rtf",
           "application/rtf text/rtf",
           "text, headers and footers, custom properties",
           is_rtf,
           make_rtf_reader},
    Format{"epub",
           "EPUB book",
           "epub",
           "application/epub+zip",
           "chapters in reading order, rights of the package",
           is_book,
           make_book_reader},
    Format{"opendocument",
           "OpenDocument (ODT, ODS, ODP)",
           "odt ott odp otp odm ods ots odg",
           "application/vnd.oasis.opendocument.text "
           "application/vnd.oasis.opendocument.spreadsheet "
           "application/vnd.oasis.opendocument.presentation",
           "text, headings, captions, cells, page headers and footers, properties",
           is_open_document,
           make_open_document_reader},
    Format{"office",
           "Office Open XML (DOCX, PPTX)",
           "docx docm dotx dotm pptx pptm ppsx",
           "application/vnd.openxmlformats-officedocument.wordprocessingml.document "
           "application/vnd.openxmlformats-officedocument.presentationml.presentation",
           "text, headings, captions, notes, page headers and footers, properties",
           is_office_open,
           make_office_open_reader},
    Format{"spreadsheet",
           "Spreadsheet (XLSX)",
           "xlsx xlsm xltx xltm",
           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
           "words in cells, boxes, page headers and footers; properties",
           is_spreadsheet,
           make_spreadsheet_reader},
    Format{
        "old-office",
        "Old Office file, Outlook message (DOC, XLS, PPT, MSG)",
        "doc dot xls xlt ppt pps msg xlsb",
        "application/msword application/vnd.ms-excel application/vnd.ms-powerpoint "
        "application/vnd.ms-outlook",
        "not read: told apart from others, with what to do; RTF or HTML with such a name is read",
        is_compound_file,
        make_old_office_reader},
    Format{"pdf",
           "PDF",
           "pdf",
           "application/pdf",
           "text by pdftotext (poppler-utils), rights in XMP",
           is_pdf,
           make_pdf_reader},
    Format{"jpeg",
           "JPEG image",
           "jpg jpeg jpe",
           "image/jpeg",
           "rights in XMP, IPTC IIM, Exif, C2PA",
           is_jpeg,
           make_jpeg_reader,
           false,
           true},
    Format{"png",
           "PNG image",
           "png",
           "image/png",
           "rights in XMP, RSL, texts, Exif, C2PA",
           is_png,
           make_png_reader,
           false,
           true},
    Format{"webp",
           "WebP image",
           "webp",
           "image/webp",
           "rights in XMP, Exif, C2PA",
           is_webp,
           make_webp_reader,
           false,
           true},
    Format{"tiff",
           "TIFF image",
           "tif tiff",
           "image/tiff",
           "rights in XMP, IPTC IIM, tags",
           is_tiff,
           make_tiff_reader,
           false,
           true},
    Format{"mp3",
           "MP3 audio",
           "mp3",
           "audio/mpeg audio/mp3",
           "rights in ID3: copyright, terms of use, licence addresses, XMP, RSL",
           is_audio,
           make_audio_reader,
           false,
           true},
    Format{"xmp",
           "XMP sidecar",
           "xmp",
           "application/rdf+xml",
           "rights of the image it belongs to",
           is_xmp,
           make_xmp_reader},
    Format{"c2pa",
           "C2PA manifest (sidecar, or report in JSON)",
           "c2pa",
           "application/c2pa application/x-c2pa-manifest-store",
           "training, mining and IPTC rights of the active manifest, not verified",
           is_c2pa,
           make_c2pa_reader},
    Format{"zip",
           "ZIP archive",
           "zip",
           "application/zip application/x-zip-compressed",
           "each member, \"a.zip!b.html\"; also archives in it",
           is_zip,
           make_zip_reader,
           true},
    Format{"tar",
           "tar archive, packed or not",
           "tar tgz txz tzst tbz2 tbz",
           "application/x-tar application/x-gtar",
           "each member, \"a.tar.gz!b.html\"; also archives in it",
           is_tar,
           make_stream_reader,
           true},
    Format{"gzip",
           "gzip",
           "gz",
           "application/gzip application/x-gzip",
           "the file in it, or each member of a tar",
           is_gzip,
           make_stream_reader,
           true},
    Format{"xz",
           "xz",
           "xz",
           "application/x-xz",
           "the file in it, or each member of a tar",
           is_xz,
           make_stream_reader,
           true},
    Format{"zstd",
           "Zstandard",
           "zst zstd",
           "application/zstd",
           "the file in it, or each member of a tar",
           is_zstd,
           make_stream_reader,
           true},
    Format{"bzip2",
           "bzip2",
           "bz2",
           "application/x-bzip2 application/bzip2",
           "the file in it, or each member of a tar",
           is_bzip2,
           make_stream_reader,
           true},
    Format{"feed",
           "RSS, Atom, WordPress export (WXR)",
           "rss atom rdf wxr",
           "application/rss+xml application/atom+xml",
           "a document for each item; rights of item, feed and media",
           is_feed,
           make_feed_reader},
    Format{"newsml-g2",
           "NewsML-G2",
           "newsmlg2 g2",
           "application/vnd.iptc.g2.newsmessage+xml application/vnd.iptc.g2.newsitem+xml "
           "application/vnd.iptc.g2.packageitem+xml",
           "a document for each news or package item; rightsInfo, status, embargo, ODRL",
           is_newsml_g2,
           make_newsml_g2_reader},
    Format{"newsml",
           "NewsML 1.x",
           "newsml",
           "application/newsml+xml text/vnd.iptc.newsml",
           "a document for each news item; its lines, RightsMetadata, status",
           is_newsml,
           make_newsml_reader},
    Format{"appl",
           "AP publication (APPL)",
           "appl",
           "application/vnd.ap.appl+xml",
           "text, lines, rights, status",
           is_appl,
           make_appl_reader},
    Format{
        "nitf",
        "NITF 2.x and 3.x",
        "nitf",
        "application/nitf+xml text/vnd.iptc.nitf",
        "headline, byline, dateline, captions; doc.copyright, doc.rights, rights, release, expiry",
        is_nitf,
        make_nitf_reader},
    Format{"datacite",
           "DataCite record",
           "datacite",
           "application/vnd.datacite.datacite+xml",
           "titles, descriptions, rightsList",
           is_datacite,
           make_datacite_reader},
    Format{"ninjs",
           "ninjs 1.x to 3.x, AP media JSON, texts in any JSON",
           "ninjs",
           "application/ninjs+json application/vnd.iptc.ninjs+json",
           "a document for each item; its rights, status, embargo, ODRL; parts apart",
           is_ninjs,
           make_ninjs_reader},
    Format{"wire",
           "Wire message (IPTC 7901, ANPA 1312)",
           "anpa iptc7901 wire",
           "application/vnd.iptc.7901 application/vnd.anpa.1312",
           "a document for each message; header as metadata, editors' notes",
           is_wire,
           make_wire_reader},
};

// "text/html; charset=utf-8" without its parameters.
std::string essence(std::string_view media_type) {
  return ascii_lower(trim_blanks(media_type.substr(0, media_type.find(';'))));
}

std::string suffix_of(std::string_view name) {
  name = name.substr(name.find_last_of('/') + 1);
  const std::size_t dot = name.find_last_of('.');
  return dot == std::string_view::npos ? std::string() : ascii_lower(name.substr(dot + 1));
}

// Texts that are told from each other by their content.
constexpr std::string_view kPlain = "xml json jsonl ndjson csv tsv yaml yml";

}  // namespace

bool promises_text(std::string_view name) {
  const std::string suffix = suffix_of(name);
  return !suffix.empty() &&
         (lists_word(kPlain, suffix) ||
          std::any_of(kFormats.begin(), kFormats.end(), [&](const Format& format) {
            return !format.picture_or_sound && lists_word(format.suffixes, suffix);
          }));
}

std::span<const Format> formats() {
  return kFormats;
}

const Format& detect_format(std::string_view bytes, const ReadOptions& options) {
  const std::string type = essence(options.media_type);
  const std::string suffix = suffix_of(options.name);
  for (const Format& format : kFormats) {
    if (!type.empty() && lists_word(format.media_types, type)) {
      return format;
    }
  }
  for (const Format& format : kFormats) {
    if (!suffix.empty() && lists_word(format.suffixes, suffix)) {
      return format;
    }
  }
  const std::string_view head = bytes.substr(0, kSniffBytes);
  for (const Format& format : kFormats) {
    const bool asked = format.sniff != nullptr && !(format.archive && options.found);
    if (asked && format.sniff(head)) {
      return format;
    }
  }
  return kFormats.front();
}

}  // namespace imprimatur
