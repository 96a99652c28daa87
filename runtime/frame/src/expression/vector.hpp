// What a compiled expression works on: batches of 1,024 rows in registers that stay in the first-level cache.
// A Vector is a view of one batch of values; an Op makes one from its arguments. Ops are immutable after compiling and
// shared by threads; whatever changes lives in a Context, one per thread.
//
// Numbers, dates and booleans are 8-byte words as in Column; texts are string_views. The value of a null row is defined
// (no trap can come of computing with it) but means nothing. `active` are the rows whose value will be looked at: only
// those may raise an error.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/frame.hpp"

namespace lunokhod::expression {

inline constexpr std::size_t batch_rows = 1024;
inline constexpr std::size_t batch_words = batch_rows / 64;
using Bits = std::array<std::uint64_t, batch_words>;

struct Type {
  Dtype dtype = Dtype::text;
  std::uint8_t scale = 0;  // decimal
  bool null = false;       // the literal null: fits every type
  bool operator==(const Type&) const = default;
  bool is(Dtype wanted) const { return !null && dtype == wanted; }
  bool numeric() const { return is(Dtype::integer) || is(Dtype::float_) || is(Dtype::decimal); }
  bool temporal() const { return is(Dtype::date) || is(Dtype::datetime); }
};
std::string type_text(Type type);  // "a decimal", "text"

struct Vector {
  const std::uint64_t* words = nullptr;
  const std::string_view* texts = nullptr;
  const std::uint64_t* valid = nullptr;  // batch_words, or as many as the rows need
};

struct Register {
  std::unique_ptr<std::uint64_t[]> words;
  std::unique_ptr<std::string_view[]> texts;
  Bits valid{};
  bool filled = false;  // constants fill theirs once

  std::uint64_t* word_room() {
    if (!words) words = std::make_unique<std::uint64_t[]>(batch_rows);
    return words.get();
  }
  std::string_view* text_room() {
    if (!texts) texts = std::make_unique<std::string_view[]>(batch_rows);
    return texts.get();
  }
  Vector view() const { return {words.get(), texts.get(), valid.data()}; }
};

// Bytes made by text functions during one batch.
class Scratch {
 public:
  char* room(std::size_t size);
  std::string_view keep(std::string_view text);
  void clear();

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Block> blocks_;
  std::size_t block_ = 0;
  std::size_t used_ = 0;
};

class Context {
 public:
  Context(const Frame* frame, std::size_t registers) : registers_(registers), frame_(frame) {}

  std::size_t begin = 0;  // first row of the batch: a multiple of 64
  std::size_t count = 0;
  std::size_t row = 0;  // the one a by_row function is at
  std::size_t words() const { return (count + 63) / 64; }
  Register& at(std::size_t slot) { return registers_[slot]; }
  Scratch scratch;

  bool failed() const { return error_.has_value(); }
  Error take_error() { return *std::move(error_); }
  // The first failure counts. `row` is within the batch.
  void fail(std::size_t row, Code code, std::string message, std::string hint = "");

 private:
  std::vector<Register> registers_;
  const Frame* frame_;
  std::optional<Error> error_;
};

class Op;
using OpPtr = std::unique_ptr<Op>;

class Op {
 public:
  explicit Op(Type its_type) : type(its_type) {}
  virtual ~Op() = default;
  virtual Vector run(Context& context, const Bits& active) const = 0;
  virtual bool constant() const { return false; }

  Type type;
  std::size_t slot = 0;
  std::vector<OpPtr> arguments;
};

// Numbers the registers of a tree; returns how many there are.
std::size_t assign_slots(Op& root, std::size_t first = 0);

// One value as a register holds it.
struct Scalar {
  Type type;
  std::optional<std::uint64_t> word;  // empty: null (for text as well)
  std::string text;
};
OpPtr constant(Scalar value);
OpPtr column(std::shared_ptr<const Column> column);
// The value of a constant op; nullptr for others.
const Scalar* constant_value(const Op& op);
// An op all of whose arguments are constants becomes one.
Result<OpPtr> folded(OpPtr op);

// Row by row, only where `bits` is set.
template <class Each>
inline void for_each_row(const Bits& bits, std::size_t words, Each each) {
  for (std::size_t w = 0; w < words; ++w)
    for (std::uint64_t rest = bits[w]; rest != 0; rest &= rest - 1)
      each(w * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
}

}  // namespace lunokhod::expression
