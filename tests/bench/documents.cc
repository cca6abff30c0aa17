#include "documents.h"

#include "engine/engine.h"
#include "formats/registry.h"
#include "formats/xml_events.h"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

namespace imprimatur::bench {
namespace {

struct File {
  std::string name;
  std::string bytes;
};
using Files = std::vector<File>;

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::map<const Format*, Files> load(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file()) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::map<const Format*, Files> files;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    File file{path.filename().string(),
              {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}};
    ReadOptions options;
    options.name = file.name;
    const Format& format = detect_format(file.bytes, options);
    files[&format].push_back(std::move(file));
  }
  return files;
}

// Megabytes a second.
double measure(const Files& files, unsigned runs, const std::function<void(const File&)>& stage) {
  std::vector<double> seconds;
  std::size_t bytes = 0;
  for (unsigned run = 0; run < runs; ++run) {
    bytes = 0;
    const double begin = thread_seconds();
    for (const File& file : files) {
      stage(file);
      bytes += file.bytes.size();
    }
    seconds.push_back(thread_seconds() - begin);
  }
  std::sort(seconds.begin(), seconds.end());
  return static_cast<double>(bytes) * 1e-6 / std::max(seconds[seconds.size() / 2], 1e-9);
}

class CountElements : public XmlHandler {
 public:
  void start(const XmlElement& /*element*/) override { ++count; }
  void end(const XmlElement& /*element*/) override {}
  void text(std::string_view /*value*/, Span /*written*/) override {}
  std::size_t count = 0;
};

bool is_xml(const File& file) {
  CountElements elements;
  return parse_xml(file.bytes, elements) && elements.count > 0;
}

}  // namespace

std::vector<FormatSpeed> measure_formats(const std::shared_ptr<const RuleSet>& rules,
                                         const std::string& folder,
                                         unsigned runs) {
  EngineOptions options;
  options.rules = rules;
  const Engine engine(options);
  Engine::Session session = engine.session();
  std::vector<FormatSpeed> speeds;
  for (const auto& [format, files] : load(folder)) {
    FormatSpeed& speed = speeds.emplace_back();
    speed.format = format->name;
    speed.files = files.size();
    for (const File& file : files) {
      speed.bytes += file.bytes.size();
    }
    if (is_xml(files.front())) {
      speed.parser =
          measure(files, runs, [](const File& file) { static_cast<void>(is_xml(file)); });
    }
    const auto reader = format->make();
    speed.reader = measure(files, runs, [&](const File& file) {
      ReadOptions how;
      how.name = file.name;
      static_cast<void>(reader->read(file.bytes, how, [](const Document&) { return true; }));
    });
    speed.check = measure(files, runs, [&](const File& file) {
      Input input;
      input.source = file.name;
      input.bytes = file.bytes;
      session.check_all(input, [&](DocumentResult&&) { ++speed.documents; });
    });
    speed.documents /= runs;
    speed.documents_per_second =
        speed.check * 1e6 * static_cast<double>(speed.documents) / static_cast<double>(speed.bytes);
  }
  std::sort(speeds.begin(), speeds.end(), [](const FormatSpeed& a, const FormatSpeed& b) {
    return a.format < b.format;
  });
  return speeds;
}

}  // namespace imprimatur::bench
