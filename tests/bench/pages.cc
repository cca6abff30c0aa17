#include "pages.h"

#include "engine/engine.h"
#include "formats/html.h"
#include "formats/html_parser.h"
#include "match/scanner.h"
#include "text/decode.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <utility>

namespace imprimatur::bench {
namespace {

using Pages = std::vector<std::string>;

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Pages load_pages(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file() && entry.path().extension() == ".html") {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  Pages pages;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return pages;
}

PageStage measure(std::string name,
                  const Pages& pages,
                  unsigned runs,
                  const std::function<std::uint64_t(const std::string&)>& stage) {
  PageStage measured{std::move(name), pages.size()};
  std::vector<double> seconds;
  std::size_t bytes = 0;
  for (unsigned run = 0; run < runs; ++run) {
    bytes = 0;
    measured.result = 0;
    const double begin = thread_seconds();
    for (const std::string& page : pages) {
      measured.result += stage(page);
      bytes += page.size();
    }
    seconds.push_back(thread_seconds() - begin);
  }
  std::sort(seconds.begin(), seconds.end());
  const double median = std::max(seconds[seconds.size() / 2], 1e-9);
  measured.mb_per_second = static_cast<double>(bytes) * 1e-6 / median;
  measured.pages_per_second = static_cast<double>(pages.size()) / median;
  return measured;
}

class CountElements : public HtmlHandler {
 public:
  bool enter(const HtmlElement& /*element*/) override {
    ++count;
    return true;
  }
  void leave(const HtmlElement& /*element*/) override {}
  void text(std::string_view /*value*/, Span /*written*/) override {}
  std::uint64_t count = 0;
};

std::uint64_t parse(const std::string& page) {
  CountElements elements;
  const auto parsed = parse_html(page, elements, [] {});
  return parsed ? elements.count : 0;
}

std::string text_of(Reader& reader, const std::string& page) {
  std::string text;
  const auto read = reader.read(page, {"page.html", "text/html", {}}, [&](const Document& found) {
    text = found.text;
    return true;
  });
  return read ? text : std::string();
}

}  // namespace

std::vector<PageStage> measure_pages(const std::shared_ptr<const RuleSet>& rules,
                                     const std::string& folder,
                                     unsigned runs) {
  const Pages pages = load_pages(folder);
  Pages utf8;
  std::copy_if(pages.begin(), pages.end(), std::back_inserter(utf8), [](const std::string& page) {
    return is_valid_utf8(page);
  });
  const auto reader = make_html_reader();
  EngineOptions options;
  options.rules = rules;
  const Engine engine(options);
  Engine::Session session = engine.session();
  const auto check = [&](const std::string& page) {
    Input input;
    input.source = "page.html";
    input.bytes = page;
    std::uint64_t findings = 0;
    session.check_all(input, [&](DocumentResult&& result) { findings += result.findings.size(); });
    return findings;
  };
  Pages with;
  Pages without;
  for (const std::string& page : utf8) {
    (check(page) > 0 ? with : without).push_back(page);
  }
  return {measure("parser", utf8, runs, parse),
          measure("reader",
                  utf8,
                  runs,
                  [&](const std::string& page) { return text_of(*reader, page).size(); }),
          measure("check", utf8, runs, check),
          measure("check, findings", with, runs, check),
          measure("check, nothing", without, runs, check)};
}

}  // namespace imprimatur::bench
