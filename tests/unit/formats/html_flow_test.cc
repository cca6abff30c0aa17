// HTML pages as readers see them: lines of a byline, captions by their place, dialogs about
// republishing, the page's head and foot whatever their elements are called, words of class names.
#include "formats/html.h"
#include "formats/html_parts.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

const std::string kProse(200, 'x');

void read_page(const std::string& html, const std::function<void(const Document&)>& look) {
  bool seen = false;
  const auto read =
      make_html_reader()->read(html, {"a.html", {}, {}}, [&](const Document& document) {
        seen = true;
        look(document);
        return true;
      });
  REQUIRE(read.has_value());
  REQUIRE(seen);
}

std::string text_of(const std::string& html) {
  std::string text;
  read_page(html, [&](const Document& document) { text = document.text; });
  return text;
}

// "zone/scope" of the region that holds `piece`, "none" outside of regions.
std::string region_of(const std::string& html, std::string_view piece) {
  std::string found = "none";
  read_page(html, [&](const Document& document) {
    const std::size_t at = document.text.find(piece);
    REQUIRE(at != std::string_view::npos);
    for (const Region& region : document.regions) {
      if (region.span.begin <= at && at < region.span.end) {
        found = region.zone ? std::string(kZoneNames[static_cast<std::size_t>(*region.zone)]) : "";
        found += "/" + std::string(kScopeNames[static_cast<std::size_t>(region.scope)]);
      }
    }
  });
  return found;
}

std::vector<Field> fields_of(const std::string& html) {
  std::vector<Field> fields;
  read_page(html, [&](const Document& document) { fields = document.fields; });
  return fields;
}

// The lines between headline and article.
std::string byline(const std::string& html) {
  const std::string text = text_of("<h1>Head</h1>" + html + "<p>" + kProse);
  const std::size_t begin = text.find("Head\n\n") + 6;
  return text.substr(begin, text.find("\n\nxxx") - begin);
}

TEST_CASE("between headline and article each part of a byline is a line") {
  CHECK(byline("<div>By <a>Reuters</a> <time>November 24</time></div>") ==
        "By Reuters\nNovember 24");
  CHECK(byline("<div><span>Reuters</span><span>November 24</span></div>") ==
        "Reuters\nNovember 24");
  CHECK(byline("<div><b>24.11.2026</b><b>2 min</b><b>dpa</b></div>") == "24.11.2026\n2 min\ndpa");
  CHECK(byline("<div>By Reuters | Updated 9:14</div>") == "By Reuters\n|\nUpdated\n9:14");
  CHECK(byline("<div>AFP - 24/11/2026</div>") == "AFP\n-\n24/11/2026");
  CHECK(byline("<div>AFP \xC2\xB7 Paris</div>") == "AFP\n\xC2\xB7\nParis");
  // By its class it is one, with any number and any word.
  CHECK(byline("<p class=byline><b>Port Daily</b> dpa 24 Nov</p>") == "Port Daily\ndpa\n24 Nov");
}

TEST_CASE("a sentence before the article stays one") {
  CHECK(byline("<p>Ministers told <em>Reuters</em> on Monday</p>") ==
        "Ministers told Reuters on Monday");
  CHECK(byline("<p>Ministers told <em>Reuters</em></p>") == "Ministers told Reuters");
  CHECK(byline("<h2>Reuters 2026 poll</h2>") == "Reuters 2026 poll");
  // Nor is a text without an article a byline.
  CHECK(text_of("<p><b>2024</b> <i>Port</i> Daily 12</p>") == "2024 Port Daily 12");
}

TEST_CASE("elements that touch are words apart where the letters show it") {
  CHECK(text_of("<div><span>\xC2\xA9 2026 Port</span><span>All rights</span></div>") ==
        "\xC2\xA9 2026 Port All rights");
  CHECK(text_of("<div><a>Port</a><a>Terms</a></div>") == "Port\n\nTerms");
  CHECK(text_of("<p><b>re</b><i>served</i> <b>A</b>ll</p>") == "reserved All");
}

TEST_CASE("a few words below an image are its caption, between headline and end of the article") {
  const std::string box = "<div><div><img src=a.jpg></div><div>HERE by AP</div></div>";
  CHECK(region_of("<h1>Head</h1>" + box + "<p>" + kProse, "HERE") == "caption/photo");
  CHECK(region_of("<h1>Head</h1><p>" + kProse + "</p>" + box, "HERE") != "caption/photo");
  for (const std::string& html :
       {std::string("<div class=author><img src=a.jpg><b>HERE</b></div>"),
        std::string("<div><img src=/avatar-12.jpg><b>HERE</b></div>"),
        std::string("<div><img src=https://x/logos/afp.png><b>HERE</b></div>"),
        std::string("<div><img src=/afp.png width=48><b>HERE</b></div>"),
        std::string("<div><img src=a.jpg><h2>HERE</h2></div>"),
        "<div><img src=a.jpg>HERE " + std::string(400, 'y') + "</div>",
        std::string("<p><img src=a.jpg>HERE</p>")}) {
    CAPTURE(html);
    CHECK(region_of("<h1>Head</h1>" + html + "<p>" + kProse, "HERE") != "caption/photo");
  }
}

TEST_CASE("what stands before the headline is the page's head, and lines far behind its foot") {
  const std::string article = "<h1>Head</h1><p>" + kProse + "</p>";
  CHECK(region_of("<div>HERE</div>" + article, "HERE") == "boilerplate/site");
  CHECK(region_of("<main><div>HERE</div>" + article + "</main>", "HERE") == "none");
  std::string links;
  for (int i = 0; i < 12; ++i) {
    links += "<div>Link</div>";
  }
  CHECK(region_of(article + "<div>HERE</div>" + links, "HERE") == "none");
  CHECK(region_of(article + links + "<div>HERE</div>", "HERE") == "boilerplate/site");
  CHECK(region_of(article + links + "<div>HERE</div><div>" + std::string(70, 'y') + ".</div>",
                  "HERE") == "none");
}

TEST_CASE("lists of links and the bylines of other articles are not the article's") {
  const std::string article = "<h1>Head</h1><p>" + kProse + "</p>";
  CHECK(region_of(article + "<p><a>AFP</a> | <a>HERE</a></p>", "HERE") == "boilerplate/site");
  CHECK(region_of(article + "<ul><li><a>AFP</a><li><a>HERE</a></ul>", "HERE") ==
        "boilerplate/site");
  CHECK(region_of(article + "<p><a>HERE</a></p>", "HERE") == "none");
  CHECK(region_of("<h1>Head</h1><p><a>Jane Roe</a> <a>HERE</a></p><p>" + kProse, "HERE") == "none");
  const std::string card = "<div><h3>Other</h3><span class=source-name>HERE</span></div>";
  CHECK(region_of(article + card, "HERE") == "byline/document");
  CHECK(region_of(article + card + card + card, "HERE") == "boilerplate/other-work");
  // The first, between headline and article, is the article's own.
  CHECK(region_of("<h1>Head</h1>" + card + "<p>" + kProse + "</p>" + card + card, "HERE") ==
        "byline/document");
}

TEST_CASE("the headline is the line that the window's title repeats") {
  const std::string head = "<title>Council approves terminal | Port Daily</title>";
  const std::string article = "<h2>Council approves terminal</h2><p>" + kProse + "</p>";
  CHECK(region_of(head + "<div>HERE</div>" + article, "HERE") == "boilerplate/site");
  CHECK(region_of(head + "<h1>Port Daily</h1><div>HERE</div>" + article, "HERE") ==
        "boilerplate/site");
  CHECK(region_of("<title>Other</title><div>HERE</div>" + article, "HERE") == "none");
}

TEST_CASE("a sign that only screen readers leave out is seen") {
  CHECK(text_of("<p><span aria-hidden=true>\xC2\xA9</span> 2026 Port</p>") == "\xC2\xA9 2026 Port");
}

TEST_CASE("a dialog about republishing is read, other hidden parts give their links only") {
  const std::string dialog =
      "<div class='republish-modal' style='display:none'>HERE <a rel='license' "
      "href='https://x/by-nd'>l</a></div>";
  CHECK(region_of("<h1>Head</h1><p>" + kProse + "</p>" + dialog, "HERE") == "footer/document");
  const std::string hidden = "<div hidden>gone <a rel=license href=https://x/by>l</a></div>seen";
  CHECK(text_of(hidden) == "seen");
  const auto fields = fields_of(hidden);
  REQUIRE(fields.size() == 1);
  CHECK(fields[0].name == "license");
  CHECK(region_of("<h2 id=License>HERE</h2>", "HERE") == "none");
}

TEST_CASE("a licence that the publisher links is told with its words, another's is not") {
  const std::string terms = "<p>Under a <a href='https://x/licenses/by/4.0/'>licence</a>.</p>";
  const auto told = fields_of("<h1>Head</h1><p>" + kProse + "</p>" + terms);
  REQUIRE(told.size() == 1);
  CHECK(told[0].name == "text-with-link");
  CHECK(told[0].value == "Under a licence https://x/licenses/by/4.0/ .");
  CHECK(fields_of("<h1>Head</h1>" + terms + "<p>" + kProse).empty());
  CHECK(fields_of("<h1>Head</h1><p>" + kProse + "</p><figure>" + terms + "</figure>").empty());
  const auto badge = fields_of("<p>" + kProse + "</p><img src=/licenses/88.png alt='CC BY 4.0'>");
  REQUIRE(badge.size() == 1);
  CHECK(badge[0].name == "badge");
  CHECK(badge[0].value == "CC BY 4.0");
}

TEST_CASE("who wrote it is a field under one name") {
  const auto fields = fields_of(
      "<meta name=byl content='By AFP'><meta name=DC.creator content=AFP>"
      "<meta property=article:author content=AFP><a itemprop=author href=/a>AFP</a>");
  REQUIRE(fields.size() == 4);
  for (const Field& field : fields) {
    CHECK(field.name == "author");
  }
}

TEST_CASE("words of class names tell the part") {
  struct Case {
    std::string_view names;
    HtmlPart part;
  };
  const Case cases[] = {
      {"site-footer", HtmlPart::footer},
      {"b-footer__copy c-paragraph", HtmlPart::footer},
      {"tnt-byline asset-byline", HtmlPart::byline},
      {"amp-wp-footer", HtmlPart::footer},
      {"fusszeile", HtmlPart::footer},
      {"altBilgi", HtmlPart::footer},
      {"rodape", HtmlPart::footer},
      {"bildunterschrift", HtmlPart::caption},
      {"article-meta__author", HtmlPart::byline},
      {"news-source", HtmlPart::byline},
      {"tr-caption", HtmlPart::caption},
      {"yorumlar", HtmlPart::aside},
      {"republication-tracker-tool-modal", HtmlPart::terms},
      {"cc-license", HtmlPart::terms},
      {"has-footer-widgets", HtmlPart::none},
      {"css-1q2w3e", HtmlPart::none},
      {"", HtmlPart::none},
  };
  for (const Case& c : cases) {
    CAPTURE(c.names);
    CHECK(part_of_names(c.names) == c.part);
  }
  CHECK(part_of_type("https://schema.org/ImageObject") == HtmlPart::caption);
  CHECK(part_of_type("schema:NewsArticle") == HtmlPart::article);
  CHECK(part_of_type("https://schema.org/Thing") == HtmlPart::none);
}

TEST_CASE("an element about a picture speaks of the picture") {
  for (const std::string& html :
       {std::string("<div itemscope itemtype='https://schema.org/ImageObject'>"),
        std::string("<div typeof='schema:ImageObject'>"),
        std::string("<div about='/photos/pier.jpg'>")}) {
    CAPTURE(html);
    const auto fields = fields_of(html + "<a rel=license href=https://x/by>l</a></div>");
    REQUIRE(fields.size() == 1);
    CHECK(fields[0].scope == Scope::photo);
  }
}

}  // namespace
}  // namespace imprimatur
