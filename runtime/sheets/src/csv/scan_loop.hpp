// The loop of the scanner, made once for each instruction set (Isa::masks compares 64 bytes). Included by scan.cpp and
// scan_avx2.cpp only, each under its own compiler target.
#pragma once

#include <cstddef>
#include <cstdint>

#include "csv/scan.hpp"

namespace lunokhod::sheets::csv {

struct Masks {
  std::uint64_t separator, newline, quote;
};

// Takes the quotes off fields[index], in place. True when text follows the closing quote.
bool unquote(char* text, std::uint64_t base, std::uint64_t& field);

template <class Isa>
class Loop {
 public:
  Loop(Scanner& scanner, char* text, std::size_t size, std::uint64_t base, Records& out)
      : scanner_(scanner), text_(text), size_(size), base_(base), out_(out), fields_(out.fields.get()) {}

  std::size_t run(std::size_t from, std::size_t enough, bool last) {
    start_ = next_ = from;
    stop_ = from + enough;
    count_ = out_.count();
    for (std::size_t at = from; at < size_; at += 64) {
      Masks masks = Isa::masks(text_ + at, scanner_.separator, scanner_.newline);
      if (size_ - at < 64) {
        const std::uint64_t inside = (std::uint64_t{1} << (size_ - at)) - 1;
        masks.separator &= inside, masks.newline &= inside, masks.quote &= inside;
      }
      const bool done = masks.quote == 0 && !special_ ? plain(at, masks) : careful(at, masks);
      if (done) return next_;
    }
    if (last) finish();
    return next_;
  }

 private:
  void store(std::size_t start, std::size_t end) { fields_[count_++] = (base_ + start) << 24 | (end - start); }

  bool plain(std::size_t at, const Masks& masks) {
    for (std::uint64_t bits = masks.separator | masks.newline; bits != 0; bits &= bits - 1) {
      const std::size_t here = at + static_cast<std::size_t>(__builtin_ctzll(bits));
      if ((masks.newline & bits & (0 - bits)) == 0) [[likely]] {
        store(start_, here);
        start_ = here + 1;
      } else {
        store(start_, without_return(here));
        if (end_record(here + 1)) return true;
      }
    }
    return false;
  }

  bool careful(std::size_t at, const Masks& masks) {
    for (std::uint64_t bits = masks.separator | masks.newline | masks.quote; bits != 0; bits &= bits - 1) {
      const std::size_t here = at + static_cast<std::size_t>(__builtin_ctzll(bits));
      const std::uint64_t bit = bits & (0 - bits);
      if (masks.quote & bit) {
        quote(here);
      } else if (open_) {
        inner_lines_ += (masks.newline & bit) != 0;
      } else if (masks.separator & bit) {
        end_field(here);
        start_ = here + 1;
      } else {
        end_field(without_return(here));
        if (end_record(here + 1)) return true;
      }
    }
    return false;
  }

  void quote(std::size_t here) {
    if (open_) {
      if (here == paired_) return;
      if (here + 1 < size_ && text_[here + 1] == '"') {
        paired_ = here + 1;
        rewrite_ = true;
      } else {
        open_ = false;
        closed_ = here;
      }
    } else if (!special_ && (here == start_ || (here == start_ + 1 && text_[start_] == '='))) {
      open_ = special_ = true;
      rewrite_ = here != start_;
      open_line_ = scanner_.line + inner_lines_;
    }
  }

  void end_field(std::size_t end) {
    const bool simple = special_ && !rewrite_ && closed_ + 1 == end;
    // Rewriting waits for the record's end: a record cut by the end of the text is scanned again from its start.
    if (special_ && !simple) pending_.push_back(count_);
    store(start_ + simple, end - simple);
    special_ = false;
  }

  bool end_record(std::size_t next) {
    for (const std::size_t index : pending_) {
      if (!unquote(text_, base_, fields_[index])) continue;
      if (scanner_.tails++ == 0) scanner_.tail_line = scanner_.line;
    }
    pending_.clear();
    out_.ends.push_back(static_cast<std::uint32_t>(count_));
    scanner_.line += 1 + inner_lines_;
    inner_lines_ = 0;
    next_ = start_ = next;
    return next_ >= stop_;
  }

  void finish() {
    if (open_) {
      scanner_.unclosed_line = open_line_;
    } else if (next_ < size_) {
      end_field(without_return(size_));
      end_record(size_);
    }
  }

  std::size_t without_return(std::size_t at) const { return at > start_ && text_[at - 1] == '\r' ? at - 1 : at; }

  Scanner& scanner_;
  char* text_;
  std::size_t size_;
  std::uint64_t base_;
  Records& out_;
  std::uint64_t* fields_;
  std::size_t start_ = 0, next_ = 0, stop_ = 0, count_ = 0;
  std::size_t paired_ = static_cast<std::size_t>(-1), closed_ = 0;
  std::uint64_t inner_lines_ = 0, open_line_ = 0;
  bool open_ = false, special_ = false, rewrite_ = false;
  std::vector<std::size_t> pending_;
};

}  // namespace lunokhod::sheets::csv
