// What others took of a core, as seen by a thread that gets only what they leave (SCHED_IDLE): a check of CPU
// accounting that does not ask the kernel's accounts. It reads the clock over and over; a gap between two
// readings is time in which it did not run, and the number of readings, against that of an idle core, says
// the same in another way.

#include "arguments.h"
#include "machine.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>

static const double TIMERS_AT_MOST = 0.03;
enum { SECOND = 1000000000, SLICE = SECOND / 20, ENOUGH_READINGS = 1000 };

static double cpu = 0, duration = 10, calibration = 1, gap_limit = 500;
static const char *series_path = 0;
static volatile sig_atomic_t stopped = 0;

static const struct argument options[] = {
    {.name = "cpu", .number = &cpu, .most = 1023, .meaning = "to watch"},
    {.name = "seconds",
     .number = &duration,
     .least = 0.01,
     .most = 86400,
     .meaning = "to watch for, or until SIGTERM (10)"},
    {.name = "calibrate",
     .number = &calibration,
     .least = 0.1,
     .most = 60,
     .meaning = "seconds before that, on the idle core (1)"},
    {.name = "gap",
     .number = &gap_limit,
     .least = 50,
     .most = 1e6,
     .meaning = "nanoseconds between readings that count as lost (500)"},
    {.name = "series", .text = &series_path, .meaning = "file for a CSV line every 50 ms"},
};

/// What has been seen since the start: readings of the clock, and the gaps between them that were too long.
struct count {
    int64_t readings, gaps, lost;
};

static void stop(int signal) {
    (void)signal;
    stopped = 1;
}

/// Reads the clock until `end`; the time of the last reading, which the next slice goes on from.
static int64_t spin(struct count *count, int64_t last, int64_t end) {
    int64_t limit = (int64_t)gap_limit;
    while (last < end) {
        int64_t now = nanoseconds(CLOCK_MONOTONIC);
        count->readings++;
        if (now - last > limit) {
            count->gaps++;
            count->lost += now - last;
        }
        last = now;
    }
    return last;
}

/// The readings a second of the slice in which they came fastest, gaps left out, so that it is the same on a
/// core that others use meanwhile; and the share that even the quietest slice lost (timer interrupts).
static double calibrate(double *lost_share) {
    struct count count = {0};
    int64_t now = nanoseconds(CLOCK_MONOTONIC), end = now + (int64_t)(calibration * SECOND);
    double best = 0;
    *lost_share = 1;
    while (now < end) {
        struct count before = count;
        int64_t start = now;
        now = spin(&count, now, now + SLICE);
        double lost = (double)(count.lost - before.lost), elapsed = (double)(now - start);
        double rate = (double)(count.readings - before.readings) * SECOND / (elapsed - lost);
        if (count.readings - before.readings >= ENOUGH_READINGS && rate > best) best = rate;
        if (lost / elapsed < *lost_share) *lost_share = lost / elapsed;
    }
    return best;
}

int main(int argument_count, char **words) {
    read_arguments(argument_count, words, options, sizeof options / sizeof *options);
    on_stop(stop);
    pin_to(cpu);
    struct sched_param parameter = {0};
    if (sched_setscheduler(0, SCHED_IDLE, &parameter) != 0) fail("cannot run as SCHED_IDLE");
    FILE *series = series_path ? fopen(series_path, "w") : 0;
    if (series_path && !series) fail(series_path);
    if (series) fprintf(series, "realtime_ns,readings,lost_ns\n");

    double idle_lost, idle_rate = calibrate(&idle_lost);
    if (idle_rate == 0) {
        fprintf(stderr, "CPU %d had no idle moment: nothing can be learnt there\n", (int)cpu);
        return 70;
    }
    printf("calibrated\n");
    fflush(stdout);
    struct count count = {0};
    int64_t start = nanoseconds(CLOCK_MONOTONIC), now = start, end = start + (int64_t)(duration * SECOND);
    while (!stopped && now < end) {
        if (series)
            fprintf(
                series, "%lld,%lld,%lld\n", (long long)nanoseconds(CLOCK_REALTIME), (long long)count.readings,
                (long long)count.lost);
        now = spin(&count, now, now + SLICE < end ? now + SLICE : end);
    }
    if (series && fclose(series) != 0) fail(series_path);
    double elapsed = (double)(now - start);
    double by_readings = 1 - (double)count.readings * SECOND / elapsed / idle_rate;
    // A quiet core loses little, to timers; more than that was somebody else's while it calibrated.
    double by_gaps = (double)count.lost / elapsed;
    if (idle_lost < TIMERS_AT_MOST) by_gaps = (by_gaps - idle_lost) / (1 - idle_lost);
    printf(
        "{\"cpu\":%d,\"seconds\":%.6f,\"readings\":%lld,\"idleReadingsPerSecond\":%.0f,"
        "\"othersShareByReadings\":%.6f,"
        "\"gaps\":%lld,\"othersShareByGaps\":%.6f,\"idleGapShare\":%.6f}\n",
        (int)cpu, elapsed / SECOND, (long long)count.readings, idle_rate, by_readings, (long long)count.gaps,
        by_gaps, idle_lost);
    return fflush(stdout);
}
