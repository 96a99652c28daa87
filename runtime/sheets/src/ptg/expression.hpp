// A formula while its tokens are read: operands one behind the other in one text, joined from the right by operators.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lunokhod::sheets::ptg {

class Expression {
 public:
  void operand(std::string_view text) {
    starts_.push_back(text_.size());
    text_ += text;
  }
  // Each says whether there were operands enough.
  bool infix(std::string_view sign);
  bool around(std::string_view before, std::string_view behind);
  bool call(std::string_view name, std::size_t arguments);
  bool call_operand(std::size_t arguments);  // the first operand is the name

  bool complete() const { return starts_.size() == 1; }
  bool too_long() const { return text_.size() > 32'768; }  // Excel takes 8,192 characters
  const std::string& text() const { return text_; }

 private:
  std::vector<std::size_t> starts_;
  std::string text_;
};

}  // namespace lunokhod::sheets::ptg
