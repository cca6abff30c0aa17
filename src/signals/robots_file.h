// robots.txt (RFC 9309) with what else its groups hold: Content-Usage (AIPREF), Content-Signal and
// License (RSL). Unknown lines never end or alter a group. Plain values; pure; thread-safe.
#ifndef IMPRIMATUR_SIGNALS_ROBOTS_FILE_H_
#define IMPRIMATUR_SIGNALS_ROBOTS_FILE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct RobotsLine {
  enum class Kind : unsigned char { allow, disallow, usage, signal, licence };
  Kind kind = Kind::disallow;
  std::string path;   // pattern, as written; of usage and signal empty if they have none
  std::string value;  // of usage and signal without the path; of licence the address
  std::string written;
  std::size_t number = 1;
};

struct RobotsGroup {
  std::vector<std::string> agents;  // product tokens in lower case, "*"
  std::vector<RobotsLine> lines;
};

struct RobotsFile {
  std::vector<RobotsGroup> groups;
  std::vector<RobotsLine> licences;  // in front of all groups: of the whole site
  std::vector<RobotsLine> stray;     // usage and signal in front of all groups: read as of "*"
  bool reserves = false;             // its comments are an express reservation of rights (CDSM 4)
  bool cut = false;                  // longer than what is read
};

inline constexpr std::size_t kMaxRobotsBytes = std::size_t{500} << 10U;

[[nodiscard]] RobotsFile parse_robots(std::string_view bytes);

// The lines that hold for a robot: of all groups with its token, or else of those of "*".
// `named`: a group has its token. Views the file.
struct RobotsRules {
  std::vector<const RobotsLine*> lines;
  bool named = false;
};
[[nodiscard]] RobotsRules rules_for(const RobotsFile& file, std::string_view agent);

// The Allow or Disallow line that decides about a target (path and query); null: none does, which
// allows it. The most specific one, of two the same Allow.
[[nodiscard]] const RobotsLine* deciding_line(const RobotsRules& rules, std::string_view target);
[[nodiscard]] bool may_visit(const RobotsFile& file,
                             std::string_view agent,
                             std::string_view target);

// A pattern of robots files ("*" any run, "$" the end) against a target; both in any
// percent-encoding. The pattern's weight (its octets), or -1 if it does not match.
[[nodiscard]] int match_path(std::string_view pattern, std::string_view target);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_ROBOTS_FILE_H_
