#pragma once
namespace lunokhod {
inline constexpr const char* version = "0.1.0";
}
