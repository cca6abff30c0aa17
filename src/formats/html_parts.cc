#include "formats/html_parts.h"

#include "formats/ascii.h"
#include "formats/html_parts_data.h"

#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::array<std::pair<std::string_view, HtmlPart>, 15> kPartNames = {{
    {"article", HtmlPart::article},
    {"header", HtmlPart::header},
    {"footer", HtmlPart::footer},
    {"legal", HtmlPart::legal},
    {"terms", HtmlPart::terms},
    {"frame", HtmlPart::frame},
    {"column", HtmlPart::column},
    {"aside", HtmlPart::aside},
    {"caption", HtmlPart::caption},
    {"quote", HtmlPart::quote},
    {"code", HtmlPart::code},
    {"byline", HtmlPart::byline},
    {"dateline", HtmlPart::dateline},
    {"headline", HtmlPart::headline},
    {"title", HtmlPart::title},
}};

// A longer name is a sentence of a style sheet ("has-text-color-and-background-...").
constexpr std::size_t kMostWords = 6;
constexpr std::size_t kLongestName = 80;
constexpr std::size_t kLongestAddress = 300;

std::string_view next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const std::string_view word = line.substr(0, std::min(line.find(' '), line.size()));
  line.remove_prefix(word.size());
  return word;
}

// The data as tables that are looked up by hash: pages have thousands of names.
class Tables {
 public:
  using Parts = std::unordered_map<std::string_view, HtmlPart>;
  using Words = std::unordered_set<std::string_view>;

  Tables() {
    std::string_view rest = kHtmlPartsData;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      read(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  [[nodiscard]] static HtmlPart find(const Parts& parts, std::string_view word) {
    const auto found = parts.find(word);
    return found == parts.end() ? HtmlPart::none : found->second;
  }
  [[nodiscard]] bool lists(std::string_view list, std::string_view word) const {
    const auto found = lists_.find(list);
    return found != lists_.end() && found->second.count(word) > 0;
  }

  [[nodiscard]] const Words& list(std::string_view name) const { return lists_.find(name)->second; }

  Parts tags, roles, types, words;

 private:
  void read(std::string_view line) {
    const std::string_view kind = next_word(line);
    if (kind.empty() || kind.front() == '#') {
      return;
    }
    const std::string_view name = next_word(line);
    const auto* row = std::find_if(
        kPartNames.begin(), kPartNames.end(), [&](const auto& part) { return part.first == name; });
    while (true) {
      const std::string_view word = next_word(line);
      if (word.empty()) {
        return;
      }
      if (kind == "list") {
        lists_[name].insert(word);
      } else if (row != kPartNames.end()) {
        parts_of(kind).emplace(word, row->second);
      }
    }
  }

  Parts& parts_of(std::string_view kind) {
    return kind == "tag" ? tags : kind == "role" ? roles : kind == "type" ? types : words;
  }

  std::unordered_map<std::string_view, Words> lists_;
};

const Tables& tables() {
  static const Tables made;
  return made;
}

// "entry-meta_Author" as "entry", "meta", "author".
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  char before = '\0';
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool upper = letter && c < 'a';
    const bool camel = upper && before >= 'a' && before <= 'z';
    if ((!letter || camel) && !words.back().empty()) {
      words.emplace_back();
    }
    if (letter) {
      words.back() += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    before = c;
  }
  if (words.back().empty()) {
    words.pop_back();
  }
  return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t first) {
  std::string all;
  for (std::size_t i = first; i < words.size(); ++i) {
    all += words[i];
  }
  return all;
}

// What a wrapper is called after tells nothing of what is in it; "footer-wrap" is a footer.
bool names_a_wrapper(const Tables& data, const std::string& first, const std::string& last) {
  return (data.lists("wrapper", first) && first != "site" && first != "page") ||
         (data.lists("wrapper", last) && last != "wrap" && last != "wrapper" &&
          last != "container" && last != "row" && last != "col");
}

HtmlPart part_of_words(const Tables& data, const std::vector<std::string>& words) {
  const std::string& first = words.front();
  const std::string& last = words.back();
  if (words.size() == 1) {
    return Tables::find(data.words, first);
  }
  if (data.lists("articles", first) && data.lists("bodies", last)) {
    return HtmlPart::article;
  }
  for (const std::string& word : words) {
    if (Tables::find(data.words, word) == HtmlPart::terms) {
      return HtmlPart::terms;
    }
  }
  const bool credit = last == "credit" || last == "credits" || last == "caption";
  if (credit && data.lists("picture", words[words.size() - 2])) {
    return HtmlPart::caption;
  }
  // "text-caption" is how letters look: small.
  const bool looks = last == "caption" && data.lists("looks", first);
  if (looks || names_a_wrapper(data, first, last)) {
    return HtmlPart::none;
  }
  for (const std::string& word : {last, first, joined(words, 0), joined(words, 1)}) {
    if (const HtmlPart part = Tables::find(data.words, word); part != HtmlPart::none) {
      return part;
    }
  }
  return HtmlPart::none;
}

HtmlPart part_of_name(const Tables& data, std::string_view name) {
  if (name.size() > kLongestName) {
    return HtmlPart::none;
  }
  std::vector<std::string> words = words_of(name);
  if (words.size() > 1 && data.lists("prefix", words.front())) {
    words.erase(words.begin());
  }
  return words.empty() || words.size() > kMostWords ? HtmlPart::none : part_of_words(data, words);
}

// Each name of a class attribute.
template <typename Visit>
void each_name(std::string_view names, Visit visit) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n\f"), names.size());
    if (end > 0) {
      visit(names.substr(0, end));
    }
    names.remove_prefix(std::min(end + 1, names.size()));
  }
}

}  // namespace

HtmlPart part_of_tag(std::string_view tag) {
  return Tables::find(tables().tags, tag);
}

bool is_block(std::string_view tag) {
  static const Tables::Words& blocks = tables().list("blocks");
  return blocks.count(tag) > 0;
}

bool is_unseen(std::string_view tag) {
  static const Tables::Words& unseen = tables().list("unseen");
  return unseen.count(tag) > 0;
}

bool is_hidden(const HtmlElement& element) {
  // Inline it is a sign that only screen readers leave out: "<span aria-hidden=true>&copy;</span>".
  const bool silent = ascii_lower(element.value("aria-hidden")) == "true";
  if (element.find("hidden") != nullptr || (silent && is_block(element.tag))) {
    return true;
  }
  const std::string_view written = element.value("style");
  if (written.empty()) {
    return false;
  }
  std::string style = ascii_lower(written);
  std::erase_if(style, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

HtmlPart part_of_role(std::string_view role) {
  return role.empty() ? HtmlPart::none : Tables::find(tables().roles, ascii_lower(role));
}

HtmlPart part_of_names(std::string_view names) {
  const Tables& data = tables();
  HtmlPart best = HtmlPart::none;
  each_name(names, [&](std::string_view name) {
    const HtmlPart part = part_of_name(data, name);
    // What frames the page is told more surely than "copyright" beside it.
    if (part != HtmlPart::none && (best == HtmlPart::none || best == HtmlPart::legal)) {
      best = part;
    }
  });
  return best;
}

HtmlPart part_of_type(std::string_view type) {
  type = trim_blanks(type);
  return type.empty()
             ? HtmlPart::none
             : Tables::find(tables().types, ascii_lower(type.substr(type.find_last_of(":/#") + 1)));
}

bool may_be_licence(std::string_view address) {
  const std::vector<std::string> words = words_of(address.substr(0, kLongestAddress));
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return tables().lists("licences", word);
  });
}

bool is_picture_address(std::string_view address) {
  const std::vector<std::string> words = words_of(address.substr(0, address.find_first_of("?#")));
  return !words.empty() && tables().lists("pictures", words.back());
}

bool names_authors(std::string_view name) {
  return tables().lists("authors", name);
}

bool names_a_person(std::string_view names) {
  const Tables& data = tables();
  bool any = false;
  each_name(names, [&](std::string_view name) {
    for (const std::string& word : words_of(name)) {
      any = any || data.lists("person", word);
    }
  });
  return any;
}

}  // namespace imprimatur
