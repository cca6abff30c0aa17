// From a raw match to a Clause: reads the match's sentence with the words of the rule's language.
// Private to the meaning layer. Not thread-safe (uses the scanner's scratch).
#ifndef IMPRIMATUR_MEANING_INTERPRET_H_
#define IMPRIMATUR_MEANING_INTERPRET_H_

#include "match/scanner.h"
#include "meaning/clause.h"
#include "meaning/word_lists.h"

#include <optional>
#include <string>
#include <vector>

namespace imprimatur {

// The sentence of a match.
struct Sentence {
  Span span;  // in the window's shadow
  Passage words;
};

struct Interpreter {
  const MatchPlan& plan;
  const WordLists& words;
  PatternScratch& scratch;
  const TextLanguage* text_language = nullptr;

  // Appends the clauses of a window; a match that its sentence undoes is left out and, if `trace`
  // is given, recorded there.
  void read(const ScanWindow& window,
            std::vector<Clause>& clauses,
            std::vector<TraceStep>* trace) const;

 private:
  // The words of the sentence for which the match is none, folded.
  [[nodiscard]] std::optional<std::string> undone_by(const RuleMatch& match,
                                                     const Passage& sentence) const;
  [[nodiscard]] Clause clause_of(const ScanWindow& window,
                                 const RuleMatch& match,
                                 const Sentence& sentence) const;
  void read_uses(const CompiledRule& rule, const Passage& sentence, Clause& clause) const;
  void read_terms(const CompiledRule& rule, const Passage& sentence, Clause& clause) const;
  void read_parties(const ScanWindow& window, const RuleMatch& match, Clause& clause) const;
  void read_beside(std::string_view shadow, Span sentence, Clause& clause) const;
  void read_context(const ScanWindow& window,
                    const RuleMatch& match,
                    const Sentence& sentence,
                    Clause& clause) const;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_INTERPRET_H_
