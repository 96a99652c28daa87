// Which process exactly: numbers are given again, so a process is told by its number, when it began and the boot of the
// kernel it began under. The text may be stored and asked about later, from another process or another machine.
#pragma once

#include <string>

namespace lunokhod::process {

std::string boot_id();             // of this kernel's present run; containers on one machine share it
std::string identity_of(int pid);  // "BOOT:PID:START"; empty when there is no such living process
// False also for a process of another machine or boot, and for one this process cannot see (another container).
bool is_alive_here(const std::string& identity);

}  // namespace lunokhod::process
