// What is known of the terminal behind a descriptor. NO_COLOR and TERM=dumb are honoured (https://no-color.org).
#pragma once

namespace lunokhod::terminal {

inline constexpr int standard_output = 1;
inline constexpr int standard_error = 2;

bool is_terminal(int descriptor);
bool wants_color(int descriptor);
int width(int descriptor);  // columns; 100 where there is no terminal

}  // namespace lunokhod::terminal
