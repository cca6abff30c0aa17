#include "arrow/builder.h"

#include "report/escape.h"
#include "text/decode.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace imprimatur::arrow {
namespace {

constexpr std::array<const char*, 6> kFormats = {"u", "l", "g", "b", "+l", "+s"};

struct HeldSchema {
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
};

struct HeldArray {
  std::string bits;
  std::vector<std::int32_t> offsets;
  std::string bytes;
  std::array<const void*, 3> buffers{};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
};

// The consumer may have taken children away: those are released already.
template <typename Structure, typename Held>
void release(Structure* structure) {
  const std::unique_ptr<Held> held(static_cast<Held*>(structure->private_data));
  for (Structure& child : held->children) {
    if (child.release != nullptr) {
      child.release(&child);
    }
  }
  structure->release = nullptr;
}

template <typename Structure, typename Held>
void point_to_children(Held& held, Structure& structure) {
  for (Structure& child : held.children) {
    held.pointers.push_back(&child);
  }
  structure.n_children = static_cast<std::int64_t>(held.children.size());
  structure.children = held.pointers.empty() ? nullptr : held.pointers.data();
}

void set_bit(std::string& bits, std::int64_t index, bool value) {
  if (index % 8 == 0) {
    bits.push_back('\0');
  }
  if (value) {
    const auto bit = 1U << static_cast<unsigned>(index % 8);
    bits.back() = static_cast<char>(static_cast<unsigned char>(bits.back()) | bit);
  }
}

template <typename T>
void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

void export_schema(const Field& field, ArrowSchema& out) {
  auto held = std::make_unique<HeldSchema>();
  held->name = field.name;
  held->children.resize(field.children.size());
  for (std::size_t i = 0; i < field.children.size(); ++i) {
    export_schema(field.children[i], held->children[i]);
  }
  out = {};
  point_to_children(*held, out);
  out.format = kFormats[static_cast<std::size_t>(field.kind)];
  out.name = held->name.c_str();
  out.flags = field.nullable ? ARROW_FLAG_NULLABLE : 0;
  out.release = release<ArrowSchema, HeldSchema>;
  out.private_data = held.release();
}

Builder::Builder(const Field& field) : kind_(field.kind) {
  for (const Field& child : field.children) {
    children_.emplace_back(child);
  }
  if (kind_ == Kind::text || kind_ == Kind::list) {
    offsets_.push_back(0);
  }
}

void Builder::valid(bool is_valid) {
  set_bit(bits_, length_, is_valid);
  nulls_ += is_valid ? 0 : 1;
  ++length_;
}

void Builder::text(std::string_view value) {
  if (is_valid_utf8(value)) {
    bytes_ += value;
  } else {
    bytes_ += to_valid_utf8(value);
  }
  offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
  valid(true);
}

void Builder::text_or_null(std::string_view value) {
  if (value.empty()) {
    null();
  } else {
    text(value);
  }
}

void Builder::number(std::int64_t value) {
  append(bytes_, value);
  valid(true);
}

void Builder::real(double value) {
  append(bytes_, value);
  valid(true);
}

void Builder::flag(bool value) {
  set_bit(bytes_, length_, value);
  valid(true);
}

void Builder::null() {
  switch (kind_) {
    case Kind::text:
    case Kind::list:
      offsets_.push_back(offsets_.back());
      break;
    case Kind::number:
      append(bytes_, std::int64_t{0});
      break;
    case Kind::real:
      append(bytes_, 0.0);
      break;
    case Kind::flag:
      set_bit(bytes_, length_, false);
      break;
    case Kind::row:
      for (Builder& child : children_) {
        child.null();
      }
      break;
  }
  valid(false);
}

void Builder::close() {
  if (kind_ == Kind::list) {
    offsets_.push_back(static_cast<std::int32_t>(children_[0].length_));
  }
  valid(true);
}

std::size_t Builder::widest() const {
  std::size_t most = kind_ == Kind::text ? bytes_.size() : 0;
  for (const Builder& child : children_) {
    most = std::max(most, child.widest());
  }
  return most;
}

void Builder::finish(ArrowArray& out) {
  auto held = std::make_unique<HeldArray>();
  held->children.resize(children_.size());
  for (std::size_t i = 0; i < children_.size(); ++i) {
    children_[i].finish(held->children[i]);
  }
  held->bits = std::exchange(bits_, {});
  held->offsets = std::exchange(offsets_, {});
  held->bytes = std::exchange(bytes_, {});
  if (!held->offsets.empty()) {
    offsets_.push_back(0);
  }
  out = {};
  point_to_children(*held, out);
  out.length = std::exchange(length_, 0);
  out.null_count = std::exchange(nulls_, 0);
  held->buffers[0] = out.null_count == 0 ? nullptr : held->bits.data();
  out.n_buffers = 1;
  if (!held->offsets.empty()) {
    held->buffers[static_cast<std::size_t>(out.n_buffers++)] = held->offsets.data();
  }
  if (kind_ != Kind::list && kind_ != Kind::row) {
    held->buffers[static_cast<std::size_t>(out.n_buffers++)] = held->bytes.data();
  }
  out.buffers = held->buffers.data();
  out.release = release<ArrowArray, HeldArray>;
  out.private_data = held.release();
}

}  // namespace imprimatur::arrow
