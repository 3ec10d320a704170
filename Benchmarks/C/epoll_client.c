// The reference receiver: what receiving a message costs when each is read with the kernel's stamp, unframed,
// parsed and recorded, and nothing else is done.

#include "arguments.h"
#include "client_loop.h"
#include "machine.h"

#include <stdio.h>
#include <unistd.h>

enum { SECOND = 1000000000 };
static const int64_t join_limit = 60LL * SECOND, quiet = 2LL * SECOND;

static double port = 0, clients = 500, duration = 10, cpu = -1, at_once = 256, start_limit = 60,
              drain_limit = 5;
static const char *host = "127.0.0.1";
static struct fleet fleet;

static const struct argument options[] = {
    {.name = "host", .text = &host, .meaning = "IPv4 address of the server (127.0.0.1)"},
    {.name = "port", .number = &port, .least = 1, .most = 65535, .meaning = "of the server"},
    {.name = "clients", .number = &clients, .least = 1, .most = 1000000, .meaning = "to connect (500)"},
    {.name = "seconds",
     .number = &duration,
     .least = 0.01,
     .most = 86400,
     .meaning = "to measure, from the first message"},
    {.name = "cpu", .number = &cpu, .most = 1023, .meaning = "to run on"},
    {.name = "at-once",
     .number = &at_once,
     .least = 1,
     .most = 20000,
     .meaning = "handshakes under way (256)"},
    {.name = "wait",
     .number = &start_limit,
     .least = 0,
     .most = 3600,
     .meaning = "seconds for the first message (60)"},
    {.name = "drain",
     .number = &drain_limit,
     .least = 0,
     .most = 3600,
     .meaning = "seconds for what comes late (5)"},
};

/// The window in which CPU is counted.
struct window {
    uint64_t messages, reads;
    int64_t elapsed, cpu;
};

/// Waits for the first message, then receives for --seconds.
static struct window measure(void) {
    int64_t limit = nanoseconds(CLOCK_MONOTONIC) + (int64_t)(start_limit * SECOND);
    while (fleet.tally.messages == 0 && fleet.gone < fleet.count && nanoseconds(CLOCK_MONOTONIC) < limit)
        fleet_step(&fleet, SECOND / 10);
    struct window window = {.messages = fleet.tally.messages, .reads = fleet.tally.reads};
    int64_t first = nanoseconds(CLOCK_MONOTONIC), cpu_first = nanoseconds(CLOCK_THREAD_CPUTIME_ID);
    int64_t end = first + (int64_t)(duration * SECOND), now = first;
    while (now < end && fleet.gone < fleet.count) {
        fleet_step(&fleet, end - now);
        now = nanoseconds(CLOCK_MONOTONIC);
    }
    window.cpu = nanoseconds(CLOCK_THREAD_CPUTIME_ID) - cpu_first;
    window.elapsed = now - first;
    window.messages = fleet.tally.messages - window.messages;
    window.reads = fleet.tally.reads - window.reads;
    return window;
}

/// Receives until nothing comes any more. 0: something still did when the limit passed.
static int drain(void) {
    int64_t now = nanoseconds(CLOCK_MONOTONIC), last = now, end = now + (int64_t)(drain_limit * SECOND);
    while (fleet.gone < fleet.count && now - last < quiet) {
        if (now > end) return 0;
        if (fleet_step(&fleet, SECOND / 100) > 0) last = nanoseconds(CLOCK_MONOTONIC);
        now = nanoseconds(CLOCK_MONOTONIC);
    }
    return 1;
}

/// How many updates are missing: of all from the first to the last that anybody has, or, when the sender did
/// not fall silent, of those between each client's own first and last.
static int64_t missing(int drained) {
    int64_t lost = 0;
    for (uint32_t i = 0; i < fleet.count; i++) {
        const struct client *client = &fleet.clients[i];
        int64_t first = drained ? fleet.tally.first_seq : client->first_seq;
        int64_t last = drained ? fleet.tally.last_seq : client->last_seq;
        if (client->received == 0 && (!drained || fleet.tally.messages == 0)) continue;
        lost += last - first + 1 - (int64_t)client->received;
    }
    return lost;
}

static void stop(int signal) { _exit(128 + signal); }

int main(int count, char **words) {
    read_arguments(count, words, options, sizeof options / sizeof *options);
    if (port == 0) {
        fprintf(stderr, "%s: --port is missing (see --help)\n", words[0]);
        return 64;
    }
    on_stop(stop);
    pin_to(cpu);
    double before = (double)resident_bytes();
    fleet_open(&fleet, host, (uint16_t)port, (uint32_t)clients);
    int64_t start = nanoseconds(CLOCK_MONOTONIC);
    if (!fleet_join(&fleet, (uint32_t)at_once, join_limit)) {
        fprintf(stderr, "only %u of %u clients could join\n", fleet.joined, fleet.count);
        return 70;
    }
    double joining = (double)(nanoseconds(CLOCK_MONOTONIC) - start) / SECOND;
    struct window window = measure();
    double resident = ((double)resident_bytes() - before) / clients;
    int drained = drain();
    const struct histogram *latency = &fleet.tally.latency;
    double messages = window.messages > 0 ? (double)window.messages : 1;
    printf(
        "{\"messages\":%llu,\"seconds\":%.6f,\"cpuMicrosecondsPerMessage\":%.4f,\"cpuSeconds\":%.6f,"
        "\"reads\":%llu,"
        "\"messagesInAll\":%llu,\"updates\":%llu,\"lost\":%lld,\"disordered\":%llu,\"gone\":%u,\"drained\":%"
        "s,"
        "\"firstSeq\":%lld,\"lastSeq\":%lld,\"meanMilliseconds\":%.6f,\"p50Milliseconds\":%.6f,"
        "\"p99Milliseconds\":%.6f,"
        "\"latencies\":%llu,\"latenciesOutOfRange\":%llu,\"residentBytesPerClient\":%.1f,\"joinSeconds\":%."
        "6f}\n",
        (unsigned long long)window.messages, (double)window.elapsed / SECOND,
        (double)window.cpu / 1000 / messages, (double)window.cpu / SECOND, (unsigned long long)window.reads,
        (unsigned long long)fleet.tally.messages, (unsigned long long)fleet.tally.updates,
        (long long)missing(drained), (unsigned long long)fleet.tally.disordered, fleet.gone,
        drained ? "true" : "false", (long long)fleet.tally.first_seq, (long long)fleet.tally.last_seq,
        latency->count > 0 ? latency->sum / (double)latency->count / 1e6 : 0,
        (double)histogram_percentile(latency, 0.5) / 1e6, (double)histogram_percentile(latency, 0.99) / 1e6,
        (unsigned long long)latency->count, (unsigned long long)latency->out_of_range, resident, joining);
    return fflush(stdout);
}
