-- CreateTable
CREATE TABLE "copy" (
    "channel" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "copy_pkey" PRIMARY KEY ("channel","key")
);
