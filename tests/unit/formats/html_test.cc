// HTML pages: visible text, the way back to each character, zones and scopes, fields, encodings.
#include "formats/html.h"

#include "formats/registry.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

using namespace std::string_literals;

std::optional<Error> read_page(std::string_view bytes,
                               const std::function<void(const Document&)>& look,
                               std::string_view encoding = {}) {
  const auto reader = make_html_reader();
  const auto read = reader->read(bytes, {"a.html", {}, encoding}, [&](const Document& document) {
    look(document);
    return true;
  });
  return read ? std::nullopt : std::optional(read.error());
}

std::string text_of(std::string_view html) {
  std::string text;
  REQUIRE_FALSE(read_page(html, [&](const Document& document) { text = document.text; }));
  return text;
}

// The bytes that `piece` of the visible text was written as.
std::string written(std::string_view html, std::string_view piece) {
  std::string found;
  REQUIRE_FALSE(read_page(html, [&](const Document& document) {
    const std::size_t at = document.text.find(piece);
    REQUIRE(at != std::string_view::npos);
    const Span span = document.to_bytes({at, at + piece.size()});
    found = html.substr(span.begin, span.size());
  }));
  return found;
}

TEST_CASE("a page in an attribute is part of the page") {
  const std::string page =
      "<body><p>Rain.</p><iframe srcdoc=\"&lt;style&gt;x&lt;/style&gt;&lt;p&gt;&copy; 2022 A&amp;B "
      "caf\u00e9 &lt;b&gt;rights&lt;/b&gt;&lt;p hidden&gt;No&lt;/p&gt;&lt;p>Two\"></iframe><p>End";
  CHECK(text_of(page) == "Rain.\n\n\u00a9 2022 A&B caf\u00e9 rights\n\nTwo\n\nEnd");
  CHECK(written(page, "\u00a9 2022 A&B") == "&copy; 2022 A&amp;B");
  CHECK(written(page, "rights") == "rights");
  CHECK(written(page, "Two") == "Two");
  CHECK(text_of("<p>Rain.<iframe hidden srcdoc='<p>No'></iframe>") == "Rain.");
  CHECK(text_of("<p>Rain.<iframe srcdoc=\"<iframe srcdoc='<p>In'></iframe>\"></iframe>") ==
        "Rain.\n\nIn");
  std::string deep = "<p>In";
  for (int i = 0; i < 8; ++i) {
    std::string quoted;
    for (const char c : deep) {
      quoted += c == '"' ? "&quot;" : c == '&' ? "&amp;" : std::string(1, c);
    }
    deep = "<iframe srcdoc=\"" + quoted + "\"></iframe>";
  }
  std::string error;
  CHECK_FALSE(read_page("<p>Rain." + deep, [&](const Document& document) {
    error = document.error ? document.error->message : "";
  }));
  CHECK(error.find("too deep") != std::string::npos);
}

TEST_CASE("a page whose text is elsewhere has not been read") {
  const auto error_of = [](const std::string& page) {
    std::string error;
    CHECK(make_html_reader()->read(page, {}, [&](const Document& document) {
      error = document.error ? document.error->message : std::string();
      return true;
    }));
    return error;
  };
  const std::string app = "<html><head><title>App</title></head><body><div id=root>";
  const std::string load =
      "</div><noscript>Switch scripts on.</noscript><script src=a.js></script>";
  CHECK(error_of(app + load).find("scripts") != std::string::npos);
  CHECK(error_of(app + "Loading ..." + load).find("scripts") != std::string::npos);
  CHECK(error_of(app + "<script>show()</script>").find("scripts") != std::string::npos);
  CHECK(error_of("<frameset><frame src=a.html></frameset>").find("frames") != std::string::npos);
  CHECK(error_of("<body><iframe src=a.html></iframe>").find("frames") != std::string::npos);
  CHECK(error_of("<body><iframe src=a.html>").find("frames") != std::string::npos);
  CHECK(error_of(app + "It rained on Sunday in the valley, and the river rose by a metre." + load)
            .empty());
  CHECK(error_of(app + "Rain.<script>count()</script>").empty());
  CHECK(error_of(app + "<script type='application/ld+json'>{}</script>").empty());
  CHECK(error_of(app + "<script type='application/ld+json'>{\"articleBody\":\"Rain.\"}</script>" +
                 load)
            .empty());
  CHECK(error_of("<script src=a.js></script>").empty());
  CHECK(error_of("").empty());
}

TEST_CASE("visible text: blocks are paragraphs, inline tags vanish, blanks collapse") {
  struct Case {
    std::string_view html;
    std::string_view text;
  };
  const Case cases[] = {
      {"", ""},
      {"plain", "plain"},
      {"<p>one</p><p>two</p>", "one\n\ntwo"},
      {"<p>one<p>two", "one\n\ntwo"},
      {"<div>one<p>two</p>three</div>", "one\n\ntwo\n\nthree"},
      {"one<br>two<br/>three", "one\ntwo\nthree"},
      {"<p>one<br><br>two</p>", "one\ntwo"},
      {"<p>a<b>b</b><i>c</i> d</p>", "abc d"},
      {"<p>  a \n\t b  </p>", "a b"},
      {"<span>a</span> <span>b</span>", "a b"},
      {"<span>a</span><span>b</span>", "ab"},
      {"<pre>a\n  b</pre>", "a\n  b"},
      {"<pre>\na</pre>", "a"},
      {"<ul><li>a<li>b</ul>", "a\n\nb"},
      {"<table><tr><td>a<td>b</table>", "a\n\nb"},
      {"a<hr>b", "a\n\nb"},
      {"<p>he said <q>no</q>.</p>", "he said \xE2\x80\x9Cno\xE2\x80\x9D."},
      {"<p>a<!-- gone -->b</p>", "ab"},
      {"<p>a</x>b", "ab"},
      {"a < b &amp;&lt; c", "a < b &< c"},
      {"&copy; 2024 &#169;&#xA9;", "\xC2\xA9 2024 \xC2\xA9\xC2\xA9"},
      {"&copy 2024 &copy2024 &AMP &unknown; & x",
       "\xC2\xA9 2024 \xC2\xA9"
       "2024 & &unknown; & x"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.html);
    CHECK(text_of(c.html) == c.text);
  }
}

TEST_CASE("what is not shown is no text") {
  CHECK(text_of("<script>a</script><style>b</style><template>c</template>d") == "d");
  CHECK(text_of("<p><noscript>a</noscript><p hidden>b</p><p style='display: none'>c</p>d") == "d");
  CHECK(text_of("<p aria-hidden=true>a</p><svg><title>b</title></svg>"
                "<select><option>c</select>d") == "d");
  CHECK(text_of("<img alt='a'>b") == "b");
  CHECK(text_of("<div style=\"color:red\">a</div>") == "a");
}

TEST_CASE("every piece of text knows where it is written") {
  CHECK(written("<p>one &copy; two</p>", "one \xC2\xA9 two") == "one &copy; two");
  CHECK(written("<p>one &copy; two</p>", "\xC2\xA9") == "&copy;");
  CHECK(written("<p>&copy;2024</p>", "2024") == "2024");
  CHECK(written("<p>&copy2024</p>", "\xC2\xA9") == "&copy");
  CHECK(written("<p>&copy2024</p>", "2024") == "2024");
  CHECK(written("<p>&#169 x</p>", "\xC2\xA9") == "&#169");
  CHECK(written("<p>&#xA9;</b>&#xA9; x</p>", "\xC2\xA9\xC2\xA9") == "&#xA9;</b>&#xA9;");
  CHECK(written("<p>AT&amp;T &amp;&amp; co</p>", "T && co") == "T &amp;&amp; co");
  CHECK(written("<p>a & b</p>", "& b") == "& b");
  CHECK(written("<p>&copy; <b>2024</b> Port <i>Daily</i></p>", "\xC2\xA9 2024 Port Daily") ==
        "&copy; <b>2024</b> Port <i>Daily");
  CHECK(written("<p>&copy;<b> 2024</b></p>", "\xC2\xA9") == "&copy;");
  CHECK(written("<p>a\r\n  b c</p>", "b c") == "b c");
  CHECK(written("<p>a\r\n  b c</p>", "a b") == "a\r\n  b");
  CHECK(written("<pre>a\r\nb</pre>", "a\nb") == "a\r\nb");
  CHECK(written("<p>a</x>b</p>", "ab") == "a</x>b");
  CHECK(written("<p>a</x>b</p>", "b") == "b");
  CHECK(written("<p>a<!-- x -->b</p>", "ab") == "a<!-- x -->b");
  CHECK(written("<table>moved<tr><td>cell</table>", "moved") == "moved");
  CHECK(written("<table>moved<tr><td>cell</table>", "cell") == "cell");
  CHECK(written("<table><tr><td>cell</td></tr>late</table>", "late") == "late");
  CHECK(written("<a><div></a>text</div> more", "text") == "text");
  CHECK(written("<title>A &amp; B</title>x", "A & B") == "A &amp; B");
}

TEST_CASE("positions go through the encoding to the bytes of the input") {
  const std::string latin = "<meta charset=iso-8859-1><p>caf\xE9 &copy; \xFC</p>";
  CHECK(written(latin, "\xC3\xA9 \xC2\xA9 \xC3\xBC") == "\xE9 &copy; \xFC");
  CHECK(written("\xEF\xBB\xBF<p>caf\xC3\xA9</p>", "\xC3\xA9") == "\xC3\xA9");
  std::string wide = "\xFF\xFE";
  for (const char c : "<p>one &copy; two</p>"s) {
    wide += c;
    wide += '\0';
  }
  CHECK(written(wide, "\xC2\xA9 two").size() == 20);
}

TEST_CASE("the declared encoding is believed where it can be true") {
  struct Case {
    std::string bytes;
    std::string_view encoding;
  };
  const Case cases[] = {
      {"<meta charset=windows-1254>\xFE", "windows-1254"},
      {"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-9'>\xFE",
       "windows-1254"},
      {"<?xml version='1.0' encoding='koi8-r'?><p>\xC1\xC2", "koi8-r"},
      {"<meta charset=utf-16><p>ascii", "utf-8"},
      {"<meta charset=iso-8859-1><p>caf\xC3\xA9", "utf-8"},
      {"<meta charset=no-such-thing><p>ascii", "utf-8"},
      {"\xEF\xBB\xBF<meta charset=windows-1254>\xC3\xA9", "utf-8"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    std::string encoding;
    REQUIRE_FALSE(read_page(c.bytes, [&](const Document& d) { encoding = d.encoding; }));
    CHECK(encoding == c.encoding);
  }
  std::string encoding;
  REQUIRE_FALSE(read_page(
      "<meta charset=windows-1254>\xFE",
      [&](const Document& d) { encoding = d.encoding; },
      "koi8-r"));
  CHECK(encoding == "koi8-r");
}

// Zone and scope of the region that holds `piece`, as "footer/site"; "none" if there is none.
std::string region_of(std::string_view html, std::string_view piece) {
  std::string region = "none";
  REQUIRE_FALSE(read_page(html, [&](const Document& document) {
    const std::size_t at = document.text.find(piece);
    REQUIRE(at != std::string_view::npos);
    std::size_t end = 0;
    for (const Region& r : document.regions) {
      CHECK(end <= r.span.begin);
      CHECK(r.span.begin < r.span.end);
      end = r.span.end;
      if (r.span.contains(at)) {
        region =
            std::string(r.zone ? name_of(*r.zone) : "shape") + "/" + std::string(name_of(r.scope));
      }
    }
    CHECK(end <= document.text.size());
  }));
  return region;
}

TEST_CASE("elements, roles and class names tell zone and scope") {
  const std::string article =
      "<div class=story-body><h1>Head</h1><p>" + std::string(900, 'x') + "</p></div>";
  struct Case {
    std::string_view html;
    std::string_view region;
  };
  const Case cases[] = {
      {"<p>HERE</p>", "none"},
      {"<footer>HERE</footer>", "footer/site"},
      {"<footer><nav><a>HERE</a></nav></footer>", "footer/site"},
      {"<article><footer>HERE</footer></article>", "footer/document"},
      {"<nav>HERE</nav>", "boilerplate/site"},
      {"<header>HERE</header>", "boilerplate/site"},
      {"<article><header>HERE</header></article>", "none"},
      {"<aside>HERE</aside>", "boilerplate/part"},
      {"<aside><article><p>HERE</p></article></aside>", "boilerplate/part"},
      {"<figure><figcaption>HERE</figcaption></figure>", "caption/photo"},
      {"<figure><blockquote>HERE</blockquote></figure>", "quote/document"},
      {"<blockquote><p>HERE</p></blockquote>", "quote/document"},
      {"<pre><code>HERE</code></pre>", "code/document"},
      {"<pre class=highlight>HERE</pre>", "code/document"},
      {"<pre>HERE</pre>", "none"},
      {"<div role=contentinfo>HERE</div>", "footer/site"},
      {"<div role=navigation>HERE</div>", "boilerplate/site"},
      {"<div class='site-footer dark'>HERE</div>", "footer/site"},
      {"<div id=footer><p>HERE</p></div>", "footer/site"},
      {"<div class=copyright>HERE</div>", "footer/site"},
      {"<div class=siteFooter>HERE</div>", "footer/site"},
      {"<div class=wp-caption-text>HERE</div>", "caption/photo"},
      {"<span class=photo-credit>HERE</span>", "caption/photo"},
      {"<div class=image__caption>HERE</div>", "caption/photo"},
      {"<div class=cookie-banner>HERE</div>", "boilerplate/site"},
      {"<div class=related-stories>HERE</div>", "boilerplate/other-work"},
      {"<ol class=comment-list>HERE</ol>", "boilerplate/other-work"},
      {"<p class=byline>HERE</p>", "byline/document"},
      {"<span class=dateline>HERE</span>", "dateline/document"},
      {"<div class=has-footer>HERE</div>", "none"},
      {"<div class=no-sidebar>HERE</div>", "none"},
      {"<div class=footer-layout>HERE</div>", "none"},
      {"<div class=barefoot>HERE</div>", "none"},
      {"<p class=body-copy>HERE</p>", "none"},
      {"<div class=elementor-widget-container>HERE</div>", "none"},
      {"<div class=paywall>HERE</div>", "none"},
      {"<span class=agency>HERE</span>", "byline/document"},
      {"<div class='paywall article-body'>HERE</div>", "none"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.html);
    CHECK(region_of(article + std::string(c.html), "HERE") == c.region);
  }
}

TEST_CASE("a notice by class is the page's only where the article is told from it") {
  const std::string text = "<h1>Head</h1><p>" + std::string(900, 'x') + "</p>";
  CHECK(region_of(text + "<p class=copyright>HERE</p>", "HERE") == "footer/document");
  CHECK(region_of("<article>" + text + "</article><p class=copyright>HERE</p>", "HERE") ==
        "footer/site");
}

TEST_CASE("a frame that is never closed swallows nothing") {
  const std::string page = "<p>Rain.</p><IFRAME src='a'/><p>&copy; 2022 A</p>";
  CHECK(text_of(page) == "Rain.\n\n\u00a9 2022 A");
  CHECK(written(page, "\u00a9 2022 A") == "&copy; 2022 A");
  CHECK(text_of("<p>Rain.<iframe src=a><p>Sun.<iframe src=b>No</iframe><p>Wind.") ==
        "Rain.\n\nSun.\n\nWind.");
  CHECK(text_of("<p>Rain.<iframe>No</iframe> Sun.").find("No") == std::string::npos);
  CHECK(text_of("<p>Rain.<iframe srcdoc='<p>In'><p>Sun.") == "Rain.\n\nIn\n\nSun.");
  CHECK(text_of("<p>Rain.<iframe srcdoc=\"<iframe srcdoc='<p>A'></iframe><iframe srcdoc='<p>B'>\">"
                "</iframe><p>Sun.") == "Rain.\n\nA\n\nB\n\nSun.");
}

TEST_CASE("a class name on what holds the page frames nothing") {
  const std::string article = "<main><h1>Head</h1><p>HERE " + std::string(900, 'x') + "</p></main>";
  CHECK(region_of("<div class=sidebar>" + article + "</div>", "HERE") == "none");
  CHECK(region_of("<div id=comments><p>HERE " + std::string(900, 'x') + "</p></div>", "HERE") ==
        "none");
}

TEST_CASE("the title and what the head declares") {
  REQUIRE_FALSE(read_page(
      "<html lang=de-AT><head><title> A &amp; B </title><link rel=canonical href='https://x/y'>"
      "<meta name=DC.Rights content='&copy; X'><meta content=z></head><body>c",
      [&](const Document& document) {
        CHECK(document.title == "A & B");
        CHECK(document.language == "de-AT");
        CHECK(document.url == "https://x/y");
        CHECK(document.text == "A & B\n\nc");
        REQUIRE(document.fields.size() == 2);
        CHECK(document.fields[1].name == "dc.rights");
        CHECK(document.fields[1].value == "\xC2\xA9 X");
        const Span span = document.fields[1].span;
        CHECK(document.source.substr(span.begin, span.size()) == "&copy; X");
      }));
}

TEST_CASE("links, microdata and linked data are fields with their place") {
  const std::string html =
      "<a rel='nofollow license' href=https://x/by>CC</a>"
      "<map><area rel=license href=https://x/area></map>"
      "<form rel=license action=https://x/form></form>"
      "<figure><a rel=license href='https://x/photo'>p</a></figure>"
      "<span itemprop=copyrightHolder><b>Port</b> Daily</span>"
      "<meta itemprop=copyrightYear content=2024>"
      "<a itemprop=license href=/terms>t</a><i itemprop=name>no</i>"
      "<script type=application/ld+json>{\"a\":\"b<c\"}</script>";
  REQUIRE_FALSE(read_page(html, [&](const Document& document) {
    struct Wanted {
      Field::Kind kind;
      std::string name, value, source;
      Scope scope;
    };
    const std::vector<Wanted> wanted = {
        {Field::Kind::link, "license", "https://x/by", "https://x/by", Scope::document},
        {Field::Kind::link, "license", "https://x/area", "https://x/area", Scope::document},
        {Field::Kind::link, "license", "https://x/form", "https://x/form", Scope::document},
        {Field::Kind::link, "license", "https://x/photo", "https://x/photo", Scope::photo},
        {Field::Kind::microdata,
         "copyrightholder",
         "Port Daily",
         "Port</b> Daily",
         Scope::document},
        {Field::Kind::microdata, "copyrightyear", "2024", "2024", Scope::document},
        {Field::Kind::microdata, "license", "/terms", "/terms", Scope::document},
        {Field::Kind::json_ld, "json-ld", "{\"a\":\"b<c\"}", "{\"a\":\"b<c\"}", Scope::document},
    };
    REQUIRE(document.fields.size() == wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const Field& field = document.fields[i];
      CHECK(field.kind == wanted[i].kind);
      CHECK(field.name == wanted[i].name);
      CHECK(field.value == wanted[i].value);
      CHECK(field.scope == wanted[i].scope);
      CHECK(document.source.substr(field.span.begin, field.span.size()) == wanted[i].source);
    }
  }));
}

TEST_CASE("links are relative to <base>, and a part that is not quoted in results is told") {
  REQUIRE_FALSE(
      read_page("<base href=https://x/l/><link rel=license href=by/4.0/><base href=https://y/>"
                "<p>one</p><div data-nosnippet>two</div>",
                [&](const Document& document) {
                  REQUIRE(document.fields.size() == 2);
                  CHECK(document.fields[0].value == "https://x/l/by/4.0/");
                  const Span span = document.fields[0].span;
                  CHECK(document.source.substr(span.begin, span.size()) == "by/4.0/");
                  CHECK(document.fields[1].name == "data-nosnippet");
                  const Span mark = document.fields[1].span;
                  CHECK(document.source.substr(mark.begin, mark.size()) == "div");
                }));
}

TEST_CASE("pages that stand in an address are read") {
  const std::string notice = "(c) 2024 Port & Co";
  for (const std::string& frame :
       {std::string("<iframe src='data:text/html,<p>(c) 2024 Port %26amp; Co</p>'></iframe>"),
        std::string("<object data='DATA:text/html;charset=utf-8;base64,"
                    "PHA+KGMpIDIwMjQgUG9ydCAmYW1wOyBDbzwvcD4='></object>"),
        std::string("<embed src=\"data:,(c) 2024 Port & Co\">"),
        std::string(
            "<iframe srcdoc=\"<iframe src='data:,(c) 2024 Port %26 Co'></iframe>\"></iframe>")}) {
    CAPTURE(frame);
    REQUIRE_FALSE(read_page("<p>Rain.</p>" + frame, [&](const Document& document) {
      CHECK(document.text == "Rain.\n\n" + notice);
      const Span written = document.text_map.to_source(Span{7, document.text.size()});
      const std::string_view slice = document.source.substr(written.begin, written.size());
      CHECK(frame.find(slice) != std::string::npos);
      CHECK(slice.size() > 10);
    }));
  }
  // A picture holds no words; any other document must not look as if it had been read.
  CHECK_FALSE(read_page("<p>Rain.</p><object data='data:image/png;base64,AAAA'></object>",
                        [](const Document& document) { CHECK(document.text == "Rain."); }));
  REQUIRE_FALSE(read_page("<p>Rain.</p><iframe src='data:application/pdf;base64,AAAA'></iframe>",
                          [](const Document& document) {
                            REQUIRE(document.error);
                            CHECK(document.error->message.find("application/pdf") !=
                                  std::string::npos);
                          }));
}

TEST_CASE("what is told by content is a page from its beginning") {
  for (const std::string_view head : {"<!DOCTYPE html>x",
                                      "\xEF\xBB\xBF\n<html lang=en>",
                                      "<!-- saved --><HTML>",
                                      "<?xml version='1.0'?><!DOCTYPE html PUBLIC ''>",
                                      "<head>"}) {
    CAPTURE(head);
    CHECK(is_html(head));
    CHECK(detect_format(head, {}).id == "html");
  }
  for (const std::string_view head : {"",
                                      "Use <html> at the beginning.",
                                      "<b>Bold</b> claims",
                                      "<htmlx>",
                                      "<rss>",
                                      "<p>one</p>",
                                      "<!-- never closed <html>"}) {
    CAPTURE(head);
    CHECK_FALSE(is_html(head));
  }
}

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    out += piece;
  }
  return out;
}

TEST_CASE("hostile and damaged pages end in time, with an answer or a clear error") {
  const auto begin = std::chrono::steady_clock::now();
  const auto ignore = [](const Document&) {};
  for (const std::string& html : {repeat("<div>", 200'000),
                                  repeat("<div></span>", 100'000),
                                  repeat("<table><tr><td>", 50'000),
                                  repeat("<b>", 100'000) + "x"}) {
    const auto error = read_page(html, ignore);
    CAPTURE(html.substr(0, 40));
    REQUIRE(error);
    CHECK(error->code == ErrorCode::limit);
  }
  std::string attributes = "<p";
  for (int i = 0; i < 100'000; ++i) {
    attributes += " a" + std::to_string(i) + "='>'";
  }
  const auto too_wide = read_page(attributes + ">x", ignore);
  REQUIRE(too_wide);
  CHECK(too_wide->code == ErrorCode::limit);
  std::string formatting;
  for (int i = 0; i < 1500; ++i) {
    formatting += "<b id=" + std::to_string(i) + ">";
  }
  const auto too_many = read_page("<p>" + formatting + repeat("<p>x", 200'000), ignore);
  REQUIRE(too_many);
  CHECK(too_many->code == ErrorCode::limit);
  for (const std::string& html : {repeat("<p>x", 100'000),
                                  repeat("<a name=x>y", 20'000),
                                  repeat("<li>x", 100'000),
                                  "<div>"s + repeat("<br>", 100'000),
                                  repeat("</div>", 100'000),
                                  repeat("&amp;", 100'000),
                                  repeat("<", 100'000),
                                  repeat("some words of text \x01 and more of them ", 10'000),
                                  "<p>cut <a href=\"x"s,
                                  "<!-- never closed"s,
                                  "<p>a\0b</p>"s}) {
    CHECK_FALSE(read_page(html, ignore));
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  CHECK(took.count() < 30);
}

}  // namespace
}  // namespace imprimatur
