// Stored, StoredText: values that own their memory or lie in memory that lasts as long as the
// program does, such as the built-in database, which so is used without being copied. Immutable;
// copies share; safe to share between threads.
#ifndef IMPRIMATUR_BASE_STORED_H_
#define IMPRIMATUR_BASE_STORED_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

template <typename T>
class Stored {
 public:
  Stored() = default;
  // Not explicit: a value is stored wherever one is wanted.
  Stored(std::vector<T> own)  // NOLINT(google-explicit-constructor)
      : own_(std::make_shared<const std::vector<T>>(std::move(own))), view_(*own_) {}
  // `there` outlives every use.
  [[nodiscard]] static Stored lasting(std::span<const T> there) {
    Stored out;
    out.view_ = there;
    return out;
  }

  [[nodiscard]] const T* data() const { return view_.data(); }
  [[nodiscard]] std::size_t size() const { return view_.size(); }
  [[nodiscard]] bool empty() const { return view_.empty(); }
  [[nodiscard]] auto begin() const { return view_.begin(); }
  [[nodiscard]] auto end() const { return view_.end(); }
  [[nodiscard]] const T& back() const { return view_.back(); }
  [[nodiscard]] const T& operator[](std::size_t i) const { return view_[i]; }

 private:
  std::shared_ptr<const std::vector<T>> own_;
  std::span<const T> view_;
};

class StoredText {
 public:
  StoredText() = default;
  // Not explicit: a text is stored wherever one is wanted.
  StoredText(std::string own)  // NOLINT(google-explicit-constructor)
      : own_(own.empty() ? nullptr : std::make_shared<const std::string>(std::move(own))),
        view_(own_ ? std::string_view(*own_) : std::string_view()) {}
  StoredText(const char* own)  // NOLINT(google-explicit-constructor)
      : StoredText(std::string(own)) {}
  // `there` outlives every use.
  [[nodiscard]] static StoredText lasting(std::string_view there) {
    StoredText out;
    out.view_ = there;
    return out;
  }

  operator std::string_view() const { return view_; }  // NOLINT(google-explicit-constructor)
  [[nodiscard]] std::string_view view() const { return view_; }
  [[nodiscard]] std::size_t size() const { return view_.size(); }
  [[nodiscard]] bool empty() const { return view_.empty(); }
  friend bool operator==(const StoredText& a, std::string_view b) { return a.view_ == b; }

 private:
  std::shared_ptr<const std::string> own_;
  std::string_view view_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_BASE_STORED_H_
