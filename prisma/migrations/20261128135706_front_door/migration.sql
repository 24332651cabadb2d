-- CreateTable
CREATE TABLE "front_door" (
    "channel" TEXT NOT NULL,
    "link" TEXT NOT NULL,

    CONSTRAINT "front_door_pkey" PRIMARY KEY ("channel")
);
