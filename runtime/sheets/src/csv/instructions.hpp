// Which of the processor's instructions a loop over bytes uses. Tests take each in turn; everybody else the fastest.
#pragma once

namespace lunokhod::sheets::csv {

enum class Instructions { portable, sse2, avx2 };

inline Instructions fastest_instructions() {
#if defined(__x86_64__)
  static const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
  return avx2 ? Instructions::avx2 : Instructions::sse2;
#else
  return Instructions::portable;
#endif
}

}  // namespace lunokhod::sheets::csv
