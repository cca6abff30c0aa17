// News-like text for measurements: the same seed gives the same bytes on every machine. Words are
// drawn by Zipf's law; three articles in twenty end with a notice or a credit, one in ten speaks of
// rights and agencies without claiming any. Real articles are not used.
#ifndef IMPRIMATUR_TESTS_BENCH_CORPUS_H_
#define IMPRIMATUR_TESTS_BENCH_CORPUS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::bench {

enum class Mix : std::uint8_t { english, languages };

class Corpus {
 public:
  // Articles of about `mean` bytes until `size` bytes are reached.
  Corpus(std::uint64_t seed, std::size_t size, std::size_t mean, Mix mix);
  Corpus(const Corpus&) = delete;
  Corpus& operator=(const Corpus&) = delete;

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const std::vector<std::string_view>& articles() const { return articles_; }

 private:
  std::string text_;
  std::vector<std::string_view> articles_;
};

// What articles are made of. English first.
struct Vocabulary {
  std::vector<std::string> words;  // the most frequent first
  std::string_view blank = " ";
  std::string_view stop = ".";
};
[[nodiscard]] std::vector<Vocabulary> vocabularies();
// Places of names: {a} agency, {y} year, {p} person, {w} word, {C} city in capitals.
[[nodiscard]] std::vector<std::string_view> notices();
[[nodiscard]] std::vector<std::string_view> harmless();
[[nodiscard]] std::vector<std::string_view> datelines();
[[nodiscard]] std::vector<std::string_view> agencies();
[[nodiscard]] std::vector<std::string_view> syllables();

}  // namespace imprimatur::bench

#endif  // IMPRIMATUR_TESTS_BENCH_CORPUS_H_
