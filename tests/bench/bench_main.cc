// imprimatur_bench: measures the stages of a check, or writes the text that it measures with.
//   imprimatur_bench stages [MIB] [english|languages]
//   imprimatur_bench stages-of FILE
//   imprimatur_bench scale MIB FOLDER...
//   imprimatur_bench pages FOLDER
//   imprimatur_bench formats FOLDER
//   imprimatur_bench anchors FILE
//   imprimatur_bench write FILE MIB [english|languages]
//   imprimatur_bench write-files FOLDER COUNT BYTES
#include "corpus.h"
#include "documents.h"
#include "match/scanner.h"
#include "pages.h"
#include "stages.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace {

using imprimatur::bench::Corpus;
using imprimatur::bench::Measured;
using imprimatur::bench::Mix;

constexpr std::uint64_t kSeed = 1;
constexpr std::size_t kMean = 3900;
constexpr unsigned kRuns = 5;

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

double speed_of(const std::vector<Measured>& all, std::string_view stage) {
  for (const Measured& measured : all) {
    if (measured.stage == stage) {
      return measured.mb_per_second;
    }
  }
  return 0;
}

int stages(const std::vector<std::string_view>& articles) {
  std::vector<imprimatur::Diagnostic> diagnostics;
  const std::shared_ptr<const imprimatur::RuleSet> rules =
      imprimatur::RuleSet::load({}, diagnostics);
  if (!rules) {
    std::fputs("imprimatur_bench: the built-in rules do not load\n", stderr);
    return 2;
  }
  const auto all = imprimatur::bench::measure_stages(rules, articles, kRuns);
  const double memread = speed_of(all, "memread");
  const double bare = speed_of(all, "bare_hs");
  std::printf("%-16s %10s %9s %9s %10s\n", "stage", "MB/s", "/memread", "/bare_hs", "result");
  for (const Measured& measured : all) {
    std::printf(
        "%-16s %10.2f %9.4f %9.3f %10llu\n",
        measured.stage.c_str(),
        measured.mb_per_second,
        measured.mb_per_second / memread,
        bare > 0 ? measured.mb_per_second / bare : 0.0,
        measured.stage == "memread" ? 0ULL : static_cast<unsigned long long>(measured.result));
  }
  return 0;
}

// Of a text of one's own, cut at blank lines into pieces of an article's size.
int stages_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.empty()) {
    std::fprintf(stderr, "imprimatur_bench: \"%s\" cannot be read or is empty\n", path.c_str());
    return 2;
  }
  const std::string_view rest = text;
  std::vector<std::string_view> articles;
  for (std::size_t begin = 0; begin < rest.size();) {
    const std::size_t end = std::min(rest.find("\n\n", begin + kMean), rest.size());
    articles.push_back(rest.substr(begin, end - begin));
    begin = end;
  }
  return stages(articles);
}

double seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// The rules of folders besides the built-in ones: "FILES RULES SECONDS MB/s", seconds to read them.
int scale(std::size_t mib, const std::vector<std::string>& folders) {
  imprimatur::RuleSetOptions options;
  for (const std::string& folder : folders) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream file(entry.path(), std::ios::binary);
      options.extra.emplace_back(entry.path().string(),
                                 std::string{std::istreambuf_iterator<char>(file), {}});
    }
  }
  std::sort(options.extra.begin(), options.extra.end());
  std::vector<imprimatur::Diagnostic> diagnostics;
  const double begin = seconds();
  const std::shared_ptr<const imprimatur::RuleSet> rules =
      imprimatur::RuleSet::load(options, diagnostics);
  const double took = seconds() - begin;
  if (!rules) {
    std::fputs("imprimatur_bench: the rules do not load\n", stderr);
    return 2;
  }
  const Corpus corpus(kSeed, mib << 20U, kMean, Mix::english);
  const Measured core = imprimatur::bench::measure_core(rules, corpus.articles(), kRuns);
  std::printf("%zu %zu %.3f %.3f\n",
              rules->files().size(),
              rules->rules().size(),
              took,
              core.mb_per_second);
  return 0;
}

int pages(const std::string& folder) {
  std::vector<imprimatur::Diagnostic> diagnostics;
  const std::shared_ptr<const imprimatur::RuleSet> rules =
      imprimatur::RuleSet::load({}, diagnostics);
  if (!rules) {
    std::fputs("imprimatur_bench: the built-in rules do not load\n", stderr);
    return 2;
  }
  std::printf("%-16s %8s %10s %10s %12s\n", "stage", "pages", "MB/s", "pages/s", "result");
  for (const auto& measured : imprimatur::bench::measure_pages(rules, folder, kRuns)) {
    std::printf("%-16s %8zu %10.2f %10.0f %12llu\n",
                measured.stage.c_str(),
                measured.pages,
                measured.mb_per_second,
                measured.pages_per_second,
                static_cast<unsigned long long>(measured.result));
  }
  return 0;
}

int formats(const std::string& folder) {
  std::vector<imprimatur::Diagnostic> diagnostics;
  const std::shared_ptr<const imprimatur::RuleSet> rules =
      imprimatur::RuleSet::load({}, diagnostics);
  if (!rules) {
    std::fputs("imprimatur_bench: the built-in rules do not load\n", stderr);
    return 2;
  }
  std::printf("%-36s %8s %10s %12s %12s %12s %12s\n",
              "format",
              "files",
              "documents",
              "parser MB/s",
              "reader MB/s",
              "check MB/s",
              "documents/s");
  for (const auto& speed : imprimatur::bench::measure_formats(rules, folder, kRuns)) {
    std::printf("%-36s %8zu %10zu %12.1f %12.1f %12.1f %12.0f\n",
                speed.format.c_str(),
                speed.files,
                speed.documents,
                speed.parser,
                speed.reader,
                speed.check,
                speed.documents_per_second);
  }
  return 0;
}

// One literal a line, for programs that search for lines of a file. Literals that hold a line break
// are left out: split, they would be empty and one-letter patterns, which match everything.
int anchors(const std::string& path) {
  std::vector<imprimatur::Diagnostic> diagnostics;
  const auto rules = imprimatur::RuleSet::load({}, diagnostics);
  if (!rules) {
    return 2;
  }
  std::ofstream file(path, std::ios::binary);
  for (const std::string& literal : imprimatur::anchor_literals(*rules)) {
    if (literal.find_first_of("\r\n") == std::string::npos) {
      file << literal << '\n';
    }
  }
  return file.flush() ? 0 : 2;
}

int write(const std::string& path, std::size_t mib, Mix mix) {
  const Corpus corpus(kSeed, mib << 20U, kMean, mix);
  std::ofstream file(path, std::ios::binary);
  file << corpus.text();
  return file.flush() ? 0 : 2;
}

int write_files(const std::string& folder, std::size_t count, std::size_t bytes) {
  const Corpus corpus(kSeed, count * bytes * 5 / 4, bytes, Mix::english);
  std::size_t written = 0;
  for (const std::string_view article : corpus.articles()) {
    if (written == count) {
      break;
    }
    const std::string below = folder + "/" + std::to_string(written / 1000);
    std::error_code error;
    std::filesystem::create_directories(below, error);
    std::ofstream file(below + "/" + std::to_string(written) + ".txt", std::ios::binary);
    if (!(file << article)) {
      return 2;
    }
    ++written;
  }
  return written == count ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const std::string command = arguments.empty() ? "" : arguments[0];
  const auto mix = [&](std::size_t at) {
    const bool languages = arguments.size() > at && arguments[at] == "languages";
    return languages ? Mix::languages : Mix::english;
  };
  if (command == "stages" && arguments.size() <= 3) {
    const std::size_t mib = arguments.size() > 1 ? number(arguments[1]) : 32;
    return stages(Corpus(kSeed, mib << 20U, kMean, mix(2)).articles());
  }
  if (command == "stages-of" && arguments.size() == 2) {
    return stages_of(arguments[1]);
  }
  if (command == "scale" && arguments.size() >= 2) {
    return scale(number(arguments[1]), {arguments.begin() + 2, arguments.end()});
  }
  if (command == "pages" && arguments.size() == 2) {
    return pages(arguments[1]);
  }
  if (command == "formats" && arguments.size() == 2) {
    return formats(arguments[1]);
  }
  if (command == "anchors" && arguments.size() == 2) {
    return anchors(arguments[1]);
  }
  if (command == "write" && (arguments.size() == 3 || arguments.size() == 4)) {
    return write(arguments[1], number(arguments[2]), mix(3));
  }
  if (command == "write-files" && arguments.size() == 4) {
    return write_files(arguments[1], number(arguments[2]), number(arguments[3]));
  }
  std::fputs(
      "usage: imprimatur_bench stages [MIB] [english|languages]\n"
      "       imprimatur_bench stages-of FILE\n"
      "       imprimatur_bench scale MIB FOLDER...\n"
      "       imprimatur_bench pages FOLDER\n"
      "       imprimatur_bench formats FOLDER\n"
      "       imprimatur_bench anchors FILE\n"
      "       imprimatur_bench write FILE MIB [english|languages]\n"
      "       imprimatur_bench write-files FOLDER COUNT BYTES\n",
      stderr);
  return 2;
}
