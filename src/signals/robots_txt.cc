// robots.txt as rights signals: preferences of its groups, and which robots of AI are shut out.
// Disallow asks a robot to stay away; it never speaks about publishing, and to other robots not at
// all.
#include "formats/ascii.h"
#include "signals/site_readers.h"

#include <algorithm>
#include <map>

namespace imprimatur {
namespace {

constexpr std::string_view kAccess = "signal.robots-access";
constexpr std::size_t kMostNames = 6;

// Of usage or signal lines those with the most specific path that matches; several if it is the
// same.
std::vector<const RobotsLine*> most_specific(const RobotsRules& rules,
                                             RobotsLine::Kind kind,
                                             std::string_view target) {
  std::vector<const RobotsLine*> best;
  int weight = -1;
  for (const RobotsLine* line : rules.lines) {
    if (line->kind != kind) {
      continue;
    }
    const int found = line->path.empty() ? 0 : match_path(line->path, target);
    if (found > weight) {
      weight = found;
      best.clear();
    }
    if (found >= 0 && found == weight) {
      best.push_back(line);
    }
  }
  return best;
}

class RobotsReader {
 public:
  RobotsReader(const SiteFile& file, const SignalTarget& about, std::vector<Claim>& out)
      : file_(file),
        about_(about),
        out_(out),
        robots_(parse_robots(file.text)),
        rules_(rules_for(robots_, about.agent.empty() ? "*" : about.agent)) {}

  void read(std::span<const Agent* const> agents) {
    if (about_.target.empty()) {
      return;  // without an address nobody knows which lines are meant
    }
    const RobotsLine* decides = deciding_line(rules_, about_.target);
    const bool shut_out = decides != nullptr && decides->kind == RobotsLine::Kind::disallow;
    if (!shut_out) {
      preferences();
    }
    for (const RobotsLine& line : robots_.stray) {
      out_.push_back(remark_at(
          place_of(line),
          line.kind == RobotsLine::Kind::usage ? "signal.content-usage" : "signal.content-signal",
          "it stands in front of all groups; it is read as said to all"));
    }
    licences();
    access(agents);
  }

 private:
  [[nodiscard]] SignalPlace place_of(const RobotsLine& line) const {
    return {file_.address,
            line.number,
            line.written,
            line.path.empty() || line.path == "/" ? Reach::site : Reach::path};
  }

  void preferences() {
    for (const RobotsLine* line : most_specific(rules_, RobotsLine::Kind::usage, about_.target)) {
      read_content_usage(line->value, place_of(*line), out_);
    }
    for (const RobotsLine* line : most_specific(rules_, RobotsLine::Kind::signal, about_.target)) {
      read_content_signal(line->value, place_of(*line), robots_.reserves, out_);
    }
  }

  void licences() {
    const auto check = [&](const RobotsLine& line) {
      const std::string lower = ascii_lower(line.value);
      if (line.kind == RobotsLine::Kind::licence && !lower.starts_with("http://") &&
          !lower.starts_with("https://")) {
        out_.push_back(remark_at(place_of(line),
                                 "signal.rsl",
                                 "the address of a licence must be whole; it was ignored"));
      }
    };
    std::for_each(robots_.licences.begin(), robots_.licences.end(), check);
    for (const RobotsLine* line : rules_.lines) {
      check(*line);
    }
  }

  struct ShutOut {
    const RobotsLine* line = nullptr;
    UseSet uses;
    std::vector<std::string> names;
    bool self = false;  // the robot that the question is asked for
  };

  // One claim a line of the file and purpose, however many robots it shuts out.
  void access(std::span<const Agent* const> agents) {
    std::map<std::pair<std::size_t, std::uint32_t>, ShutOut> found;
    std::size_t training = 0;
    std::size_t training_out = 0;
    for (const Agent* agent : agents) {
      const RobotsRules rules = rules_for(robots_, agent->token);
      const RobotsLine* line = deciding_line(rules, about_.target);
      const bool out = line != nullptr && line->kind == RobotsLine::Kind::disallow;
      training += agent->purpose.has(Use::ai_train) ? 1U : 0U;
      if (!out || agent->purpose.empty()) {
        continue;
      }
      training_out += agent->purpose.has(Use::ai_train) ? 1U : 0U;
      ShutOut& entry = found[{line->number, agent->purpose.bits()}];
      entry.line = line;
      entry.uses.add(agent->purpose);
      entry.names.push_back(agent->token);
      entry.self = entry.self || ascii_lower(agent->token) == ascii_lower(about_.agent);
    }
    for (auto& [key, entry] : found) {
      Claim claim = claim_at(place_of(*entry.line), kAccess, Force::access);
      claim.prohibits = entry.uses;
      if (!entry.self) {
        claim.why_not = "it asks the robots " + listed(entry.names) + " to stay away, nobody else";
        if (entry.uses.has(Use::ai_train)) {
          claim.why_not += " (" + std::to_string(training_out) + " of " + std::to_string(training) +
                           " known robots of AI training are shut out from this address)";
        }
      }
      out_.push_back(std::move(claim));
    }
  }

  static std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i) {
      text += (i == 0 ? "" : ", ") + names[i];
    }
    return names.size() > kMostNames
               ? text + " and " + std::to_string(names.size() - kMostNames) + " more"
               : text;
  }

  const SiteFile& file_;
  const SignalTarget& about_;
  std::vector<Claim>& out_;
  RobotsFile robots_;
  RobotsRules rules_;
};

}  // namespace

void read_robots(const SiteFile& file,
                 const SignalTarget& about,
                 std::span<const Agent* const> agents,
                 std::vector<Claim>& out) {
  RobotsReader(file, about, out).read(agents);
}

}  // namespace imprimatur
