// Options: what the command line said, as plain values. One struct for all commands, because
// options mean the same everywhere. Checked values (use, level, date) are in Checked below.
#ifndef IMPRIMATUR_CLI_OPTIONS_H_
#define IMPRIMATUR_CLI_OPTIONS_H_

#include "base/result.h"
#include "base/terms.h"
#include "verdict/verdict.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur::cli {

// Of `audit` alone.
struct AuditWords {
  std::string out;
  std::string input_format;
  std::string text_field;
  std::string id_field;
  std::string url_field;
  std::string date_field;
  std::string language_field;
  std::string documents = "jsonl";
  std::vector<std::string> keep;
  std::vector<std::string> drop;
  bool redact = false;
  std::string shard;
  std::string checkpoint;
  std::string max_record_bytes;
  std::string progress = "auto";
  bool restart = false;
  std::string folder;  // audit sample, audit score
  std::string per_stratum = "50";
  std::string seed = "1";
  std::string reviews;
};

// Of `serve` alone.
struct ServeWords {
  std::string listen = "127.0.0.1:8765";
  std::string port;
  std::string token;
  std::vector<std::string> hosts;
  std::string max_body;
  std::string queue;
  bool open = false;
  bool allow_urls = false;
};

struct Options {
  // What is asked, and by which rules.
  std::string use;
  std::string policy;
  bool no_policy = false;
  std::vector<std::string> rules;
  std::string today;
  std::string fail_on;
  // What is read.
  std::vector<std::string> inputs;
  std::string files_from;
  bool nul = false;
  std::string stdin_filename;
  std::string encoding;
  bool no_ignore = false;
  bool hidden = false;
  bool follow = false;
  std::string jobs;
  // Of addresses.
  bool site_signals = false;
  std::string source_url;
  std::string agent;
  bool allow_private_network = false;
  std::string timeout = "30";
  bool no_cache = false;
  std::string contact;
  // What is new.
  std::string baseline;
  bool no_marks = false;
  bool staged = false;
  std::string diff;
  std::string since;
  std::string patch;
  std::string policy_from;
  // What is written.
  std::string format;
  std::vector<std::string> outputs;
  std::string color = "auto";
  bool quiet = false;
  bool verbose = false;
  bool progress = false;
  bool no_progress = false;
  // Of single commands.
  bool json = false;               // version
  bool stdio = false;              // lsp
  bool timing = false;             // rules test
  std::string kind;                // rules new: holder, language, licence
  std::string id;                  // rules show, rules new
  std::vector<std::string> ids;    // rules test
  std::string directory;           // rules new, config init
  std::string shell;               // completion
  std::vector<std::string> topic;  // help
  AuditWords audit;
  ServeWords serve;
};

// The same values after validation; errors: usage.
struct Checked {
  std::optional<Question> question;  // empty: the policy decides
  std::optional<Level> fail_on;      // empty: the policy decides
  std::string today;                 // ISO date
  std::string now;                   // ISO time in UTC; empty: the day was given
  std::size_t jobs = 1;
};
[[nodiscard]] Result<Checked> check_values(const Options& options);

// "unknown use 'reprint'; did you mean 'publish'?" or, with nothing near, the list of choices.
[[nodiscard]] std::string unknown_value(std::string_view what,
                                        std::string_view value,
                                        const std::vector<std::string_view>& known);

[[nodiscard]] bool is_date(std::string_view text);  // YYYY-MM-DD, a day of the calendar

// Now, by the clock of this machine.
[[nodiscard]] std::string local_date();  // YYYY-MM-DD
[[nodiscard]] std::string utc_time();    // ISO, in UTC

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_OPTIONS_H_
