// The functions behind the table of verbs, one file each.
#pragma once

#include "lunokhod/app/verb.hpp"

namespace lunokhod::app {

int run_cells(Context& context, const Arguments& arguments);
int run_completion(Context& context, const Arguments& arguments);
int run_look(Context& context, const Arguments& arguments);
int run_process(Context& context, const Arguments& arguments);
int run_supervise(Context& context, const Arguments& arguments);
int run_tasks(Context& context, const Arguments& arguments);
int run_init(Context& context, const Arguments& arguments);
int run_run(Context& context, const Arguments& arguments);
int run_script(Context& context, const Arguments& arguments);

}  // namespace lunokhod::app
