#ifndef SHIM_CSHIMS_H
#define SHIM_CSHIMS_H

// Calls that Swift cannot make itself: macros, variadic functions, and system headers that Glibc's module leaves out.
//
// Every function that can fail returns a negative errno instead of setting it, and repeats the call on EINTR.

#include "shim_clock.h"
#include "shim_curl.h"
#include "shim_process.h"
#include "shim_memory.h"
#include "shim_poll.h"
#include "shim_socket.h"
#include "shim_spawn.h"

#endif
