// A formula as an ods writes it, "of:=SUM([.A1:.B2];[$Plan.C3])", in the words of Excel: "=SUM(A1:B2,Plan!C3)".
#pragma once

#include <string>
#include <string_view>

namespace lunokhod::sheets::ods {

std::string formula_text(std::string_view stored);

}  // namespace lunokhod::sheets::ods
