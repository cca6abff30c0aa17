#include "cli/serve_desk.h"

#include "cli/network.h"
#include "cli/rule_facts.h"
#include "cli/rule_files.h"
#include "cli/session.h"
#include "cli/version.h"
#include "report/json_object.h"
#include "serve/http.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <new>
#include <optional>
#include <utility>

namespace imprimatur::cli {
namespace {

EngineWishes wishes_of_server() {
  EngineWishes wishes;
  wishes.language = true;
  wishes.marks = true;
  wishes.programs = true;
  wishes.clock = true;
  return wishes;
}

// A rule is its file's holder's, whose terms say more.
std::map<std::string, const Holder*> owners_of(const std::vector<RuleFile>& files) {
  std::map<std::string, const Holder*> owners;
  for (const RuleFile& file : files) {
    if (file.kind == FileKind::holder && !file.holders.empty()) {
      owners[file.path] = &file.holders.front();
    }
  }
  return owners;
}

serve::RuleEntry entry_of(const RuleEntry& entry, const Holder* owner) {
  serve::RuleEntry out;
  out.kind = kEntryKindNames[static_cast<std::size_t>(entry.kind)];
  out.id = entry.id;
  out.search = entry.id;
  for (const Fact& fact : entry.facts) {
    for (const std::string& value : fact.values) {
      out.search += '\n' + value;
    }
  }
  std::string more = fmt::format("\"kind\":{},", json_string(out.kind));
  if (entry.kind == EntryKind::rule && owner != nullptr) {
    more += fmt::format("\"holder\":{},", json_string(owner->id));
    more += owner->terms.empty() ? "" : fmt::format("\"terms\":{},", json_string(owner->terms));
    out.search += '\n' + owner->id + '\n' + owner->name;
  }
  out.json = json_of(entry);
  out.json.insert(1, more);
  out.search = serve::lower_case(out.search);
  return out;
}

// How often files are looked at. What has just changed is read when it has been the same twice:
// whoever writes it may not be done.
constexpr std::chrono::milliseconds kLook{400};

// The rules to be shown, of some files and of the built-in ones; prepared by whoever comes first.
class RuleEntries {
 public:
  RuleEntries(std::vector<std::string> paths, const Terminal& terminal)
      : paths_(std::move(paths)), terminal_(terminal) {}

  const std::vector<serve::RuleEntry>& get() {
    std::call_once(prepared_, [&] {
      const auto files = parse_rule_files(paths_, true, terminal_);
      if (!files) {
        return;  // they have changed since, which is noticed soon
      }
      const auto owners = owners_of(*files);
      for (const RuleEntry& entry : rule_entries(*files)) {
        const auto owner = owners.find(entry.file);
        entries_.push_back(entry_of(entry, owner == owners.end() ? nullptr : owner->second));
      }
    });
    return entries_;
  }

 private:
  std::vector<std::string> paths_;
  const Terminal& terminal_;
  std::once_flag prepared_;
  std::vector<serve::RuleEntry> entries_;
};

}  // namespace

// Policy and rules as they were at one time.
class ServeDesk::Reading {
 public:
  // `before`: whose rules to be shown are taken over if they are the same; may be null.
  static Result<std::shared_ptr<const Reading>> make(const Invocation& invocation,
                                                     const Reading* before) {
    std::shared_ptr<Reading> reading(new Reading(invocation));
    IMPRIMATUR_TRY(const Workplace* place, reading->session_.for_folder(""));
    const Engine* engine = place->engine.get();
    reading->sessions_.emplace(
        [engine] { return std::make_unique<Engine::Session>(engine->session()); });
    serve::Workplace& all = reading->place_;
    all.engine = engine;
    all.rules = place->rules.get();
    all.fail_on = place->fail_on;
    all.policy_digest = place->policy.digest;
    all.read_at = utc_time();
    all.sessions = &*reading->sessions_;
    all.entries = [one = reading.get()]() -> const std::vector<serve::RuleEntry>& {
      return one->entries();
    };
    if (before != nullptr && before->place_.rules->digest() == all.rules->digest()) {
      reading->entries_ = before->entries_;
      return std::shared_ptr<const Reading>(std::move(reading));
    }
    std::vector<std::string> paths;
    for (const std::string& path : place->policy.policy->rules) {
      paths.push_back(path.starts_with('/') ? path : place->policy.folder + "/" + path);
    }
    const auto& named = invocation.options.rules;
    paths.insert(paths.end(), named.begin(), named.end());
    reading->entries_ = std::make_shared<RuleEntries>(std::move(paths), invocation.terminal);
    return std::shared_ptr<const Reading>(std::move(reading));
  }

  [[nodiscard]] const serve::Workplace& place() const { return place_; }

  // Prepares them if nobody has yet.
  [[nodiscard]] const std::vector<serve::RuleEntry>& entries() const { return entries_->get(); }

 private:
  explicit Reading(const Invocation& invocation)
      : session_(invocation.options, invocation.checked, invocation.terminal, wishes_of_server()) {}

  Session session_;
  std::optional<Pool<Engine::Session>> sessions_;  // of an engine of session_
  serve::Workplace place_;
  std::shared_ptr<RuleEntries> entries_;
};

Result<std::unique_ptr<ServeDesk>> ServeDesk::make(const Invocation& invocation) {
  std::unique_ptr<ServeDesk> desk(new ServeDesk(invocation));
  desk->state_ = state_of(sources_of(invocation.options, ""));
  IMPRIMATUR_TRY(desk->reading_, Reading::make(invocation, nullptr));
  return desk;
}

ServeDesk::~ServeDesk() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  if (watcher_.joinable()) {
    watcher_.join();
  }
}

void ServeDesk::watch() {
  watcher_ = std::thread([this] { keep_watch(); });
}

void ServeDesk::keep_watch() {
  // Who looks at the rules first should not have to wait for them.
  (void)workplace()->entries();
  std::string last = state_;
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kLook, [&] { return ended_; })) {
    lock.unlock();
    pages_.forget_old();
    const Sources sources = sources_of(invocation_.options, "");
    std::string now = state_of(sources);
    if (now != state_ && now == last) {
      state_ = now;
      try {
        read_again(sources);
      } catch (const std::bad_alloc&) {
        print_warning(
            invocation_.terminal,
            "not enough memory to read the changed rules; what held before stays in force");
      }
    }
    last = std::move(now);
    lock.lock();
  }
}

void ServeDesk::read_again(const Sources& sources) {
  auto reading = Reading::make(invocation_, reading_.get());
  std::string problem;
  if (reading) {
    print_note(invocation_.terminal,
               fmt::format("the policy and the rules were read again: {} rules",
                           (*reading)->place().rules->rules().size()));
  } else {
    const std::vector<Diagnostic> mistakes = mistakes_in(sources);
    const auto first = std::find_if(mistakes.begin(), mistakes.end(), [](const Diagnostic& one) {
      return one.severity == Severity::error;
    });
    problem = first == mistakes.end() ? reading.error().message : to_string(*first);
    print_warning(invocation_.terminal,
                  fmt::format("{}; what held before stays in force", reading.error().message));
  }
  {
    const std::lock_guard lock(mutex_);
    problem_ = std::move(problem);
    if (reading) {
      reading_ = std::move(*reading);
    }
  }
  (void)workplace()->entries();
}

std::shared_ptr<const serve::Workplace> ServeDesk::workplace() const {
  const std::lock_guard lock(mutex_);
  return {reading_, &reading_->place()};
}

std::string ServeDesk::problem() const {
  const std::lock_guard lock(mutex_);
  return problem_;
}

serve::Today ServeDesk::today() const {
  // A day that was named stays; otherwise a server lives through many.
  if (!invocation_.options.today.empty()) {
    return {invocation_.checked.today, {}};
  }
  return {local_date(), utc_time()};
}

bool ServeDesk::may_fetch() const {
  return invocation_.options.serve.allow_urls;
}

Result<serve::Page> ServeDesk::fetch(const std::string& address,
                                     const std::function<bool()>& stopped) const {
  if (auto known = pages_.find(address)) {
    return *known;
  }
  // What is fetched for others is not kept on this machine's disk.
  Options options = invocation_.options;
  options.no_cache = true;
  Network network(options, {1, stopped});
  RunItem item;
  if (auto fetched = network.fetch(address, item); !fetched) {
    return tl::unexpected<Error>(fetched.error());
  }
  if (item.error) {
    return tl::unexpected<Error>(*item.error);
  }
  serve::Page page{item.text, item.media_type, item.declared_encoding, item.around};
  pages_.add(address, page);
  return page;
}

std::string ServeDesk::version() const {
  return std::string(cli::version());
}

}  // namespace imprimatur::cli
