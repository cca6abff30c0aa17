#include "corpus.h"

#include <algorithm>
#include <utility>

namespace imprimatur::bench {
namespace {

// SplitMix64: the standard library's distributions differ between implementations.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t limit) { return next() % limit; }
  bool chance(unsigned percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

// Words by rank with weights 1 / (rank + 3), from sums that are made once.
class WordSource {
 public:
  explicit WordSource(Vocabulary vocabulary) : vocabulary_(std::move(vocabulary)) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < vocabulary_.words.size(); ++i) {
      sum += 1'000'000 / (i + 3);
      sums_.push_back(sum);
    }
  }
  const std::string& word(Random& random) const {
    const std::uint64_t at = random.next() % sums_.back();
    const auto found = std::upper_bound(sums_.begin(), sums_.end(), at);
    return vocabulary_.words[static_cast<std::size_t>(found - sums_.begin())];
  }
  const Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  Vocabulary vocabulary_;
  std::vector<std::uint64_t> sums_;
};

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

class Writer {
 public:
  Writer(std::uint64_t seed, Mix mix) : random_(seed) {
    for (Vocabulary& vocabulary : vocabularies()) {
      sources_.emplace_back(std::move(vocabulary));
      if (mix == Mix::english) {
        break;
      }
    }
  }

  void article(std::string& out, std::size_t mean) {
    const WordSource& source = sources_[random_.below(sources_.size())];
    const std::size_t begin = out.size();
    const std::size_t size = mean / 3 + random_.below(mean * 4 / 3 + 1);
    const unsigned kind = static_cast<unsigned>(random_.below(100));
    if (kind < 5) {
      fill(out, pick(dateline_));
    }
    while (out.size() - begin < size) {
      paragraph(out, source);
      if (kind >= 15 && kind < 25 && random_.chance(30)) {
        fill(out, pick(harmless_));
        out += '\n';
      }
    }
    if (kind < 15) {
      fill(out, pick(notice_));
      out += '\n';
    }
  }

 private:
  std::string_view pick(const std::vector<std::string_view>& list) {
    return list[random_.below(list.size())];
  }

  std::string name() {
    std::string text;
    for (std::size_t left = 2 + random_.below(2); left > 0; --left) {
      text += pick(syllable_);
    }
    text[0] = upper(text[0]);
    return text;
  }

  void fill(std::string& out, std::string_view form) {
    for (std::size_t i = 0; i < form.size(); ++i) {
      if (form[i] != '{') {
        out += form[i];
        continue;
      }
      place(out, form[i + 1]);
      i += 2;
    }
  }

  void place(std::string& out, char what) {
    switch (what) {
      case 'a':
        out += pick(agency_);
        break;
      case 'y':
        out += std::to_string(1998 + random_.below(27));
        break;
      case 'p':
        out += name() + " " + name();
        break;
      case 'C':
        for (const char c : name()) {
          out += upper(c);
        }
        break;
      default:
        out += sources_.front().word(random_);
    }
  }

  void sentence(std::string& out, const WordSource& source) {
    const std::size_t words = 6 + random_.below(8) + random_.below(16);
    const bool quoted = random_.chance(12);
    out += quoted ? "\"" : "";
    for (std::size_t i = 0; i < words; ++i) {
      const std::size_t at = out.size();
      const unsigned kind = static_cast<unsigned>(random_.below(100));
      out += kind < 4   ? name()
             : kind < 6 ? std::to_string(random_.below(9000))
                        : source.word(random_);
      out[at] = i == 0 ? upper(out[at]) : out[at];
      if (i + 1 < words) {
        out += kind > 95 ? "," : "";
        out += source.vocabulary().blank;
      }
    }
    out += source.vocabulary().stop;
    out += quoted ? "\"" : "";
  }

  void paragraph(std::string& out, const WordSource& source) {
    for (std::size_t left = 1 + random_.below(4); left > 0; --left) {
      sentence(out, source);
      out += left > 1 ? source.vocabulary().blank : "\n";
    }
    out += random_.chance(40) ? "\n" : "";
  }

  Random random_;
  std::vector<WordSource> sources_;
  std::vector<std::string_view> notice_ = notices();
  std::vector<std::string_view> harmless_ = harmless();
  std::vector<std::string_view> dateline_ = datelines();
  std::vector<std::string_view> agency_ = agencies();
  std::vector<std::string_view> syllable_ = syllables();
};

}  // namespace

Corpus::Corpus(std::uint64_t seed, std::size_t size, std::size_t mean, Mix mix) {
  Writer writer(seed, mix);
  std::vector<std::size_t> ends;
  while (text_.size() < size) {
    writer.article(text_, mean);
    text_ += "\n\n";
    ends.push_back(text_.size());
  }
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    articles_.push_back(std::string_view(text_).substr(begin, end - begin));
    begin = end;
  }
}

}  // namespace imprimatur::bench
