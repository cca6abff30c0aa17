// The words of all languages that tell where a party's name begins, goes on and ends: lists under
// [words] of the language files whose names begin with "name-". Immutable; share between threads.
// Private to the meaning layer.
#ifndef IMPRIMATUR_MEANING_NAME_WORDS_H_
#define IMPRIMATUR_MEANING_NAME_WORDS_H_

#include "meaning/date.h"
#include "rules/rule_set.h"

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Folded words, sorted.
class WordSet {
 public:
  void add(const std::vector<std::string>& words);
  [[nodiscard]] bool has(std::string_view folded) const;
  // True if any of the words begins `folded`, or stands in it.
  [[nodiscard]] bool begins(std::string_view folded) const;
  [[nodiscard]] bool inside(std::string_view folded) const;

 private:
  std::vector<std::string> words_;
};

struct NameWords {
  explicit NameWords(const RuleSet& rules);

  // "this article", "our texts": of the words for a text these point at the one that they stand in.
  // `sentence`: folded.
  [[nodiscard]] bool point_at_text(std::string_view sentence) const;
  // "The institute publishes its maps under", and not "Licensed under" or "Text:": what stands
  // before a licence's name in its sentence, folded, says what it is given for.
  [[nodiscard]] bool name_subject(std::string_view before) const;

  WordSet inner;       // name-inner: small words that may stand inside a name
  WordSet not_first;   // name-not-first: what no name begins with
  WordSet lead;        // name-lead: small words between a sign and a name, "by"
  WordSet honorific;   // name-honorific: what is said behind a person's name, glued to it or not
  WordSet opening;     // name-opening: those of them that may begin a title, "Our Town Weekly"
  WordSet end;         // name-end: what a footer says next, also in capitals
  WordSet end_begins;  // name-end-begins: the same as a word's beginning, in scripts without blanks
  WordSet behind;      // name-behind: what follows a name whose later words are written small
  WordSet menu;        // name-menu: what follows such a word in a menu, "Privacy Policy"
  WordSet form;        // name-form: legal forms of companies
  WordSet last_form;   // name-form-last: those that are no words of other meaning
  WordSet dotted;      // name-dotted: abbreviations whose full stop ends no name
  WordSet press;       // name-press: last words of the names of newspapers and media firms
  WordSet of;          // name-of: before the party that gives permission
  WordSet article;     // name-article: small articles before a name
  WordSet unnamed;     // name-unnamed: beginnings of "publisher", "author": nobody by name
  WordSet nobody;      // name-nobody: whole names that mean nobody in particular, "the author"
  WordSet no_party;    // name-no-party: parts of names of laws and countries
  WordSet still;       // name-still: what years go on to, "2017-present"
  WordSet month;       // name-month: as dates behind a name write them
  WordSet heading;     // name-heading: words that announce a notice and name nobody, "Nota"
  WordSet nav;         // name-nav: whole entries of menus, "Contact us": a line above, no owner
  WordSet rights_heading;  // rights-heading: whole headings of sections that state rights
  WordSet others_heading;  // others-heading: parts of headings above what others own
  WordSet legal_heading;   // legal-heading: parts of headings that a site's terms have besides
  WordSet example;         // example-lead: what a lead-in says in front of an example
  WordSet quoting;         // quoting-lead: what it says in front of somebody else's words
  WordSet text_too;        // text-and-picture: one label for both, "Text & photos"
  WordSet licence_item;    // licence-item: beginnings of items of a list that explains licences
  WordSet licence_lead;    // licence-lead: beginnings of a licence's sentence that name no work
  WordSet protects;    // protected-text: what a sentence says of a text that belongs to somebody
  WordSet own_text;    // own-text: "this", "our", in front of what a text calls itself
  WordSet own_inside;  // own-text-inside: the same in scripts without blanks
  WordSet others;      // name-others: what stands for more names, "et al."
  WordSet many;        // name-many: people who have no other name, "X contributors"
  WordSet
      institution;  // name-institution: what is told from others by its place, "X Museum, London"
  WordSet by;       // by: words in front of an author; patterns among them match nothing here
  Months months;    // of dates in front of a name
};

// Of quotation marks that may stand inside a name, OOO <<Media>>, the one that closes; 0 if `open`
// is none.
[[nodiscard]] char32_t closing_quote(char32_t open);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_NAME_WORDS_H_
